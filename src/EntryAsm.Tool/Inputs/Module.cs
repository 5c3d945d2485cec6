// SPDX-License-Identifier: MIT
using EntryAsm.Writers.Listings;

namespace EntryAsm.Tool;

/// <summary>One module of an input.</summary>
internal sealed class Module
{
    private readonly EntryObject? entryObject;
    private readonly Lazy<Listing> listing;
    private readonly string text = "";

    public Module(EntryObject entryObject)
    {
        this.entryObject = entryObject;
        Name = entryObject.Name;
        listing = new Lazy<Listing>(() => ListingBuilder.Of(entryObject));
    }

    /// <param name="listing">The listing.</param>
    /// <param name="text">Its text.</param>
    public Module(Listing listing, string text)
    {
        Name = listing.Name;
        this.listing = new Lazy<Listing>(listing);
        this.text = text;
    }

    /// <summary>The module's full type name; of a foreign object its file name.</summary>
    public string Name { get; }

    /// <summary>The module in the form in which modules are compared.</summary>
    public Listing Listing => listing.Value;

    /// <summary>The object; a listing does not hold all of one.</summary>
    public EntryObject Object => entryObject ?? throw new ToolException("a listing is not enough for this; give the assembly or the object");

    /// <summary>The listing as text; that of a listing is what it says.</summary>
    /// <param name="isAbsolute">True to look things up, false to compare.</param>
    public string Text(bool isAbsolute) => entryObject is null ? text : ListingWriter.Write(entryObject, new ListingOptions { Absolute = isAbsolute });
}
