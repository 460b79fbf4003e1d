using MlNetMoodRec.Simulation;
using MlNetMoodRec.Simulation.Texts;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class EventTruthTests
{
    private static readonly Lazy<(double Expected, double Hits, int Count)> TopTenOfQuarter = new(() => TopTen(SimulatedLogs.Quarter, 50));

    [TestMethod]
    public void Truths_OfAllListeners_AreTheLog()
    {
        var log = SimulatedLogs.Small.Interactions().OrderBy(i => i.UserId, StringComparer.Ordinal).ThenBy(i => i.Time).ToArray();
        var truths = SimulatedLogs.Small.UserIds.SelectMany(SimulatedLogs.Small.Truths).Select(t => t.Interaction).ToArray();

        CollectionAssert.AreEqual(log, truths);
    }

    [TestMethod]
    public void Truths_OfAListener_HoldTogether()
    {
        foreach (var truth in SimulatedLogs.Small.UserIds.SelectMany(SimulatedLogs.Small.Truths))
        {
            Assert.AreEqual(truth.IsPositive, truth.Interaction.Feedback >= 0.5f);
            Assert.AreEqual(truth.Interaction.Text.Length == 0, truth.TextKind == TextKind.None);
            Assert.IsTrue(truth.PositiveProbability is > 0 and < 1);
            Assert.IsTrue(truth.Mood.Valence is >= -1 and <= 1 && truth.Mood.Arousal is >= -1 and <= 1);
        }
    }

    [TestMethod]
    public void PositiveProbability_OfTheLog_IsCalibrated()
    {
        var truths = SimulatedLogs.Quarter.UserIds.Take(250).SelectMany(SimulatedLogs.Quarter.Truths).ToArray();

        foreach (var bin in truths.GroupBy(t => (int)(10 * t.PositiveProbability)).Where(g => g.Count() > 200))
        {
            var expected = bin.Average(t => t.PositiveProbability);
            Assert.AreEqual(expected, bin.Average(t => t.IsPositive ? 1.0 : 0), 4 * Math.Sqrt(expected * (1 - expected) / bin.Count()));
        }
    }

    /// <summary>The chance that the softmax of the utilities gives to its best ten songs is how often one of them is played.</summary>
    [TestMethod]
    public void ChoiceUtilities_OfTheLog_AreTheTrueChances()
    {
        var (expected, hits, count) = TopTenOfQuarter.Value;

        Assert.AreEqual(expected, hits, 4 * Math.Sqrt(expected * (1 - expected) / count));
    }

    [TestMethod]
    public void ChoiceUtilities_DefaultCatalogue_LeaveRoomBetweenPopularityAndOracle()
    {
        var log = SimulatedLogs.QuarterLog;
        var cut = (int)(0.9 * log.Count);
        var popular = log.Take(cut).GroupBy(i => i.SongId).OrderByDescending(g => g.Count()).Take(10).Select(g => g.Key).ToHashSet();
        var popularity = log.Skip(cut).Average(i => popular.Contains(i.SongId) ? 1.0 : 0);
        var (_, oracle, _) = TopTenOfQuarter.Value;

        Assert.IsTrue(popularity is > 0.03 and < 0.08, $"popularity HR@10 is {popularity}");
        Assert.IsTrue(oracle is > 0.35 and < 0.6, $"oracle HR@10 is {oracle}");
    }

    [TestMethod]
    [DataRow("u9999")]
    [DataRow("u1")]
    [DataRow("s0001")]
    [DataRow("")]
    public void Truths_UnknownListener_SaysWhichThereAre(string userId)
    {
        var error = Assert.ThrowsExactly<MoodRecException>(() => SimulatedLogs.Small.Truths(userId));

        StringAssert.Contains(error.Message, "u0001 to u0200");
    }

    private static (double Expected, double Hits, int Count) TopTen(SimulatedPlatform platform, int listeners)
    {
        var index = platform.Catalogue.Select((song, i) => (song.Id, i)).ToDictionary(x => x.Id, x => x.i);
        var utilities = new float[platform.Catalogue.Count];
        double expected = 0, hits = 0;
        var count = 0;
        foreach (var truth in platform.UserIds.Take(listeners).SelectMany(platform.Truths))
        {
            truth.ChoiceUtilities(utilities);
            var own = utilities[index[truth.Interaction.SongId]];
            var greatest = utilities.Max();
            var best = utilities.OrderDescending().Take(10).Sum(u => Math.Exp(u - greatest));
            expected += best / utilities.Sum(u => Math.Exp(u - greatest));
            hits += utilities.Count(u => u > own) < 10 ? 1 : 0;
            count++;
        }

        return (expected / count, hits / count, count);
    }
}
