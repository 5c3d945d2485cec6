// SPDX-License-Identifier: MIT
using EntryAsm.Flow;
using EntryAsm.Primitives;
using Xunit;

namespace EntryAsm.Tests.Primitives;

public class OrderingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void SortingKeepsTheOrderOfWhatIsAlike(int count)
    {
        var random = new Random(count);
        var items = Enumerable.Range(0, count).Select(number => new Numbered(random.Next(count / 3 + 1), number)).ToArray();
        var expected = items.OrderBy(item => item.Key).ToArray();
        Assert.Equal(expected, Ordering.Sort(items));
    }

    [Fact]
    public void WaitingStatesComeInOrder()
    {
        var random = new Random(1);
        var waiting = new WaitingStates();
        var expected = new SortedSet<(int Context, int Order, int State)>();
        for (var state = 0; state < 2000; state++)
        {
            var item = (Context: random.Next(4), Order: random.Next(50), State: state);
            waiting.Add(item.Context, item.Order, item.State);
            expected.Add(item);
            if (random.Next(3) != 0)
                continue;
            Assert.Equal(expected.Min.State, waiting.Take());
            expected.Remove(expected.Min);
        }

        Assert.Equal(expected.Count, waiting.Count);
        foreach (var item in expected)
            Assert.Equal(item.State, waiting.Take());
        Assert.Equal(0, waiting.Count);
    }

    private readonly record struct Numbered(int Key, int Number) : IOrdered<Numbered>
    {
        public bool IsBefore(in Numbered other) => Key < other.Key;
    }
}
