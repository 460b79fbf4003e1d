using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Tests.Data;

[TestClass]
public sealed class SplitTests
{
    private static readonly MLContext Context = new(seed: 1);
    private static readonly DataCatalog Data = Context.MoodRec().Data;

    [TestMethod]
    public void SplitByTime_TenEvents_AreSplitSevenTwoOne()
    {
        IDataView events = Events(Enumerable.Range(0, 10).Select(i => ($"u{i % 3}", 9 - i)));

        (IDataView train, IDataView validation, IDataView test) = Data.SplitByTime(events, 0.7, 0.2);

        Assert.AreSequenceEqual([0, 1, 2, 3, 4, 5, 6], Hours(train));
        Assert.AreSequenceEqual([7, 8], Hours(validation));
        Assert.AreSequenceEqual([9], Hours(test));
        Assert.AreEqual((7L, 2L, 1L), (train.GetRowCount(), validation.GetRowCount(), test.GetRowCount()));
    }

    [TestMethod]
    public void SplitByTime_AnyTimes_KeepsTiesTogetherAndLosesNothing() =>
        Gen.Int[0, 12].Array[3, 60].Sample(hours =>
        {
            IDataView events = Events(hours.Select((hour, i) => ($"u{i % 4}", hour)));
            (IDataView Train, IDataView Validation, IDataView Test) parts;
            try
            {
                parts = Data.SplitByTime(events, 0.5, 0.3);
            }
            catch (MoodRecException e)
            {
                return e.Message.Contains("part of this split would be empty", StringComparison.Ordinal);
            }

            int[] train = Hours(parts.Train);
            int[] validation = Hours(parts.Validation);
            int[] test = Hours(parts.Test);
            return train.Max() < validation.Min() && validation.Max() < test.Min()
                && ((int[])[.. train, .. validation, .. test]).SequenceEqual(hours.Order());
        });

    [TestMethod]
    public void SplitByTime_TestRows_KeepTheirWholeHistory()
    {
        IDataView events = Events(Enumerable.Range(0, 10).Select(i => ("u", i)));

        (_, _, IDataView test) = Data.SplitByTime(events, 0.7, 0.2);

        Assert.AreEqual(9, test.GetColumn<string[]>("RecentSongIds").Single().Length);
    }

    [TestMethod]
    [DataRow(0.7, 0.3)]
    [DataRow(0.0, 0.2)]
    [DataRow(0.9, double.NaN)]
    public void SplitByTime_WrongShares_AreRefused(double train, double validation) =>
        Assert.ThrowsExactly<MoodRecException>(() => Data.SplitByTime(Events([("u", 1)]), train, validation));

    [TestMethod]
    public void SplitLeaveOneOut_Listeners_GiveTheirLastTwoEvents()
    {
        IDataView events = Events([("a", 5), ("a", 1), ("b", 2), ("a", 3), ("b", 9), ("c", 4), ("b", 7), ("a", 5), ("d", 8), ("d", 8)]);

        (IDataView train, IDataView validation, IDataView test) = Data.SplitLeaveOneOut(events);

        Assert.AreSequenceEqual(["a1", "b2", "a3", "c4", "d8", "d8"], Names(train));
        Assert.AreSequenceEqual(["a5", "b7"], Names(validation));
        Assert.AreSequenceEqual(["a5", "b9"], Names(test));
        Assert.AreEqual("s7", test.GetColumn<string>("SongId").First(), "of two events of one moment, the later row is the last");
    }

    [TestMethod]
    public void SplitLeaveOneOut_OtherViews_AreSplitAlike()
    {
        IDataView events = Events([("a", 5), ("a", 1), ("b", 2), ("a", 3), ("b", 9), ("b", 7)]);
        IDataView transformed = Context.Transforms.CopyColumns("Target", "SongId").Fit(events).Transform(Context.Data.Cache(events));

        (_, _, IDataView test) = Data.SplitLeaveOneOut(transformed);

        Assert.AreSequenceEqual(["a5", "b9"], Names(test));
        Assert.AreSequenceEqual(["s0", "s4"], test.GetColumn<string>("Target"));
    }

    [TestMethod]
    public void SplitByUser_AnyFile_KeepsListenersTogether()
    {
        IDataView events = Events(Enumerable.Range(0, 600).Select(i => ($"u{i % 200}", i)));

        (IDataView train, IDataView validation, IDataView test) = Data.SplitByUser(events, 0.6, 0.2);

        HashSet<string>[] users = [.. new[] { train, validation, test }.Select(part => part.GetColumn<string>("UserId").ToHashSet())];
        Assert.AreEqual(200, users.Sum(part => part.Count));
        Assert.AreEqual(200, users.SelectMany(part => part).Distinct().Count());
        Assert.IsInRange(100, 140, users[0].Count);
        Assert.IsInRange(25, 55, users[1].Count);
    }

    [TestMethod]
    public void Split_LastFm_HasOneTestEventForEachListener()
    {
        InteractionDataView interactions = Data.LoadInteractions(
            SharedData.Path("data", "lastfm-s3rec", "LastFM.txt"),
            new InteractionReaderOptions { Format = DataFormat.Sequences });

        (IDataView train, IDataView validation, IDataView test) =
            Data.SplitLeaveOneOut(Data.WithHistory(interactions, new HistoryOptions { ExcludeSeen = true }));

        Assert.AreEqual((52551L - 2180, 1090L, 1090L), (train.GetRowCount(), validation.GetRowCount(), test.GetRowCount()));

        // The file's first line is '1 1 2 3 4 5 6 7 8': the target is 8, and the seven songs before it are masked.
        int first = test.GetColumn<string>("UserId").ToList().IndexOf("1");
        Assert.AreEqual("8", test.GetColumn<string>("SongId").ElementAt(first));
        Assert.AreSequenceEqual(["1", "2", "3", "4", "5", "6", "7"], test.GetColumn<string[]>("ExcludedSongIds").ElementAt(first));
    }

    private static IDataView Events(IEnumerable<(string User, int Hour)> events) => Data.WithHistory(
        events.Select((e, i) => new Interaction { UserId = e.User, SongId = $"s{i}", Time = DateTime.UnixEpoch.AddHours(e.Hour) }));

    private static int[] Hours(IDataView events) =>
        [.. events.GetColumn<DateTime>("Time").Select(time => (int)(time - DateTime.UnixEpoch).TotalHours)];

    private static IEnumerable<string> Names(IDataView events) =>
        events.GetColumn<string>("UserId").Zip(Hours(events), (user, hour) => $"{user}{hour}");
}
