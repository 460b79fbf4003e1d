using System.Reflection;
using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Benchmarks;

[TestClass]
public class PartialHistoryTests
{
    [TestMethod]
    [DataRow(0, "")]
    [DataRow(1, "c")]
    [DataRow(2, "b c")]
    [DataRow(9, "a b c")]
    public void Last_Songs_KeepWhatIsKnownOfThem(int songs, string expected)
    {
        ListenerEvent row = PartialHistory.Last([Row()], songs)[0];

        Assert.AreEqual(expected, string.Join(' ', row.RecentSongIds));
        CollectionAssert.AreEqual(row.RecentSongIds.Select(id => id[0] - 'a' + 1f).ToArray(), row.RecentHoursAgo);
        Assert.HasCount(row.RecentSongIds.Length, row.RecentFeedback);
        Assert.IsEmpty(row.RecentValence, "nothing was known of it");
    }

    /// <summary>A property that an event gets some day must not be lost on the way.</summary>
    [TestMethod]
    public void Of_AllSongs_IsTheSameEvent()
    {
        ListenerEvent row = Row();
        foreach (PropertyInfo property in typeof(ListenerEvent).GetProperties())
        {
            property.SetValue(row, property.GetValue(row) switch
            {
                string => property.Name,
                float => 0.5f,
                int => 7,
                bool => true,
                DateTime => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                string[] => new[] { property.Name },
                float[] => new[] { 0.25f },
                object other => throw new NotSupportedException($"{property.Name} is a {other.GetType()}"),
                null => null,
            });
        }

        ListenerEvent copy = PartialHistory.Of(row, _ => true);

        foreach (PropertyInfo property in typeof(ListenerEvent).GetProperties())
        {
            if (property.GetValue(row) is Array values)
            {
                CollectionAssert.AreEqual(values, (Array)property.GetValue(copy)!, property.Name);
            }
            else
            {
                Assert.AreEqual(property.GetValue(row), property.GetValue(copy), property.Name);
            }
        }
    }

    private static ListenerEvent Row() => new()
    {
        RecentSongIds = ["a", "b", "c"], RecentFeedback = [1, 0, 1], RecentHoursAgo = [1, 2, 3], ExcludedSongIds = ["a", "b", "c"], SongId = "d",
    };
}
