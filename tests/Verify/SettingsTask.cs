// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Text;

namespace VerifyXunit;

/// <summary>A comparison and its settings. It runs when it is awaited or turned into a <see cref="Task"/>.</summary>
public sealed class SettingsTask
{
    readonly string? target;
    readonly string extension;
    readonly SnapshotName name;
    readonly List<Action<StringBuilder>> scrubbers = [];
    Task? task;

    internal SettingsTask(string? target, string extension, string sourceFile)
    {
        this.target = target;
        this.extension = extension;
        name = SnapshotName.OfRunningTest(sourceFile);
    }

    /// <summary>Puts the snapshot into <paramref name="directory"/>, relative to the test's source file.</summary>
    public SettingsTask UseDirectory(string directory)
    {
        name.Directory = directory;
        return this;
    }

    /// <summary>Names the snapshot <paramref name="fileName"/> instead of TestClass.TestMethod.</summary>
    public SettingsTask UseFileName(string fileName)
    {
        name.FileName = fileName;
        return this;
    }

    /// <summary>Replaces the class in the snapshot's name.</summary>
    public SettingsTask UseTypeName(string typeName)
    {
        name.TypeName = typeName;
        return this;
    }

    /// <summary>Replaces the method in the snapshot's name.</summary>
    public SettingsTask UseMethodName(string methodName)
    {
        name.MethodName = methodName;
        return this;
    }

    /// <summary>Appends <c>_parameter=value</c> for the test's first parameters, so that every case of a theory has its own snapshot.</summary>
    public SettingsTask UseParameters(params object?[] values)
    {
        name.ParameterValues = values;
        return this;
    }

    /// <summary>Appends <c>_text</c> to the snapshot's name.</summary>
    public SettingsTask UseTextForParameters(string text)
    {
        name.ParameterText = text;
        return this;
    }

    /// <summary>Rewrites the text before it is compared. Line endings are \n by then.</summary>
    public SettingsTask AddScrubber(Action<StringBuilder> scrubber)
    {
        scrubbers.Add(scrubber);
        return this;
    }

    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    public ConfiguredTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) => ToTask().ConfigureAwait(continueOnCapturedContext);

    public static implicit operator Task(SettingsTask settings) => settings.ToTask();

    /// <summary>Runs the comparison once; asking again gives the same task.</summary>
    public Task ToTask() => task ??= Compare();

    Task Compare()
    {
        try
        {
            new Snapshot(name, extension).Compare(SnapshotText.Of(target, scrubbers));
            return Task.CompletedTask;
        }
        catch (VerifyException exception)
        {
            return Task.FromException(exception);
        }
    }
}
