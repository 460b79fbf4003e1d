using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class MoodStrengthTests
{
    /// <summary>Not a statistic: with other moods the very same songs are played, with the very same responses.</summary>
    [TestMethod]
    public void MoodStrength_Zero_OtherMoodsChangeNeitherChoicesNorResponses()
    {
        var options = SimulatedLogs.SmallOptions with { MoodStrength = 0 };
        var moody = options with { MoodSpread = 0.9, MoodDrift = 0.4, MoodMemory = 0.9 };

        var log = new SimulatedPlatform(options).Interactions().Select(i => (i.UserId, i.SongId, i.Time, i.Feedback)).ToArray();
        var moodyLog = new SimulatedPlatform(moody).Interactions().Select(i => (i.UserId, i.SongId, i.Time, i.Feedback)).ToArray();

        CollectionAssert.AreEqual(log, moodyLog);
    }

    [TestMethod]
    public void MoodStrength_Zero_WhatIsHeardDoesNotMoveTheMood()
    {
        var options = SimulatedLogs.SmallOptions with { MoodStrength = 0 };
        var other = options with { AppealInterest = 0, PositiveShare = 0.27 };

        var moods = Moods(new SimulatedPlatform(options));
        var otherMoods = Moods(new SimulatedPlatform(other));

        // Sessions end by responses, so only the steps that both logs have can be compared.
        var shared = moods.Keys.Intersect(otherMoods.Keys).Where(k => k.Session == 0).ToArray();
        Assert.IsGreaterThan(500, shared.Length);
        foreach (var key in shared)
        {
            Assert.AreEqual(moods[key], otherMoods[key]);
        }
    }

    [TestMethod]
    [DataRow(0.0, 0.0, 0.1)]
    [DataRow(1.0, 0.7, 0.15)]
    public void MoodStrength_OfTheLog_SetsTheCorrelationOfMoodAndSong(double strength, double expected, double tolerance)
    {
        var platform = new SimulatedPlatform(new SimulationOptions { Listeners = 400, Songs = 1_000, Interactions = 16_000, MoodStrength = strength });
        var songs = platform.Catalogue.ToDictionary(s => s.Id);
        var truths = platform.UserIds.SelectMany(platform.Truths).ToArray();

        // Moods of one listener are alike, and so are their songs: at strength 0 the error is that of 400 listeners' means.
        Assert.AreEqual(expected, Correlation(truths, t => t.Mood.Valence, t => songs[t.Interaction.SongId].Valence!.Value), tolerance);
        Assert.AreEqual(expected, Correlation(truths, t => t.Mood.Arousal, t => songs[t.Interaction.SongId].Energy!.Value), tolerance);
    }

    [TestMethod]
    public void MoodStrength_Zero_ResponsesAreIndependentOfMoodFit()
    {
        var without = MoodFitAndResponse(0);
        var with = MoodFitAndResponse(1);

        Assert.AreEqual(0, without, 0.04);
        Assert.IsGreaterThan(0.1, with);
    }

    private static double MoodFitAndResponse(double strength)
    {
        // No mood in the choice, so that fit varies in both.
        var platform = new SimulatedPlatform(SimulatedLogs.SmallOptions with { MoodStrength = strength, AppealMood = 0 });
        var songs = platform.Catalogue.ToDictionary(s => s.Id);
        return Correlation(
            [.. platform.UserIds.SelectMany(platform.Truths)],
            t => -Squared(2 * songs[t.Interaction.SongId].Valence!.Value - 1 - t.Mood.Valence) - Squared(2 * songs[t.Interaction.SongId].Energy!.Value - 1 - t.Mood.Arousal),
            t => t.IsPositive ? 1 : 0);
    }

    private static Dictionary<(string User, int Session, int Step), TrueMood> Moods(SimulatedPlatform platform) =>
        platform.UserIds.SelectMany(platform.Truths).ToDictionary(t => (t.Interaction.UserId, t.Session, t.Step), t => t.Mood);

    private static double Squared(double x) => x * x;

    private static double Correlation(EventTruth[] truths, Func<EventTruth, double> x, Func<EventTruth, double> y)
    {
        double meanX = truths.Average(x), meanY = truths.Average(y);
        var covariance = truths.Average(t => (x(t) - meanX) * (y(t) - meanY));
        return covariance / Math.Sqrt(truths.Average(t => Squared(x(t) - meanX)) * truths.Average(t => Squared(y(t) - meanY)));
    }
}
