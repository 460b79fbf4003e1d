using MlNetMoodRec.Simulation;
using MlNetMoodRec.Simulation.Policies;

namespace MlNetMoodRec.Tests.Simulation;

[TestClass]
public sealed class PolicyRunTests
{
    private static readonly PolicyRunOptions Options = new() { Listeners = 150 };

    [TestMethod]
    public void Run_SamePolicyAndSeed_GivesTheSameResponses() =>
        CollectionAssert.AreEqual(
            SimulatedLogs.Small.Run(new LoggingPolicy(SimulatedLogs.Small), Options).Responses.ToArray(),
            new SimulatedPlatform(SimulatedLogs.SmallOptions).Run(new LoggingPolicy(SimulatedLogs.Small), Options).Responses.ToArray());

    [TestMethod]
    public void Run_OtherSeed_GivesOtherResponses() =>
        CollectionAssert.AreNotEqual(
            SimulatedLogs.Small.Run(new LoggingPolicy(SimulatedLogs.Small), Options).Responses.ToArray(),
            SimulatedLogs.Small.Run(new LoggingPolicy(SimulatedLogs.Small), Options with { Seed = 2 }).Responses.ToArray());

    [TestMethod]
    public void Run_Oracle_SatisfiesMoreThanTheLoggingPolicyAndThatMoreThanNothingKnown()
    {
        var oracle = SimulatedLogs.Small.Run(new OraclePolicy(SimulatedLogs.Small), Options);
        var logging = SimulatedLogs.Small.Run(new LoggingPolicy(SimulatedLogs.Small), Options);
        var fixedSlate = SimulatedLogs.Small.Run(new Recorder(), Options);

        Assert.IsGreaterThan(logging.Satisfaction + 0.1, oracle.Satisfaction);
        Assert.IsGreaterThan(fixedSlate.Satisfaction, logging.Satisfaction);
        Assert.IsGreaterThan(logging.Engagement, oracle.Engagement);
    }

    /// <summary>Common random numbers: the first request of each session is the same to every policy but for what the policy did before.</summary>
    [TestMethod]
    public void Run_TwoPolicies_MeetTheSameListenersInTheSameState()
    {
        var first = new Recorder();
        var second = new Recorder(skip: 20);
        SimulatedLogs.Small.Run(first, Options with { SessionsPerListener = 1 });
        SimulatedLogs.Small.Run(second, Options with { SessionsPerListener = 1 });

        Assert.HasCount(150, first.SessionStarts);
        CollectionAssert.AreEqual(first.SessionStarts, second.SessionStarts);
        Assert.Contains(s => s.Length > 20, first.SessionStarts);
    }

    [TestMethod]
    public void Run_AnyPolicy_GivesRequestsAsAServiceSeesThem()
    {
        var policy = new Recorder();
        var run = SimulatedLogs.Small.Run(policy, Options with { HistoryLength = 12 });

        Assert.HasCount(run.Responses.Count, policy.Requests);
        foreach (var request in policy.Requests)
        {
            Assert.HasCount(request.Recent.Count, request.Context.RecentSongIds);
            Assert.IsLessThanOrEqualTo(12, request.Recent.Count);
            Assert.IsTrue(request.Recent.All(i => i.Time < request.Time && i.UserId == request.Context.UserId));
            Assert.IsTrue(request.Context.RecentHoursAgo.SequenceEqual(request.Context.RecentHoursAgo.OrderDescending()));
        }

        Assert.AreEqual(run.Responses.Count, run.Listeners.Sum(l => l.Songs));
        Assert.AreEqual(run.Satisfaction, run.Listeners.Sum(l => l.Positive) / (double)run.Listeners.Sum(l => l.Songs), 1e-12);
        Assert.AreEqual(run.Engagement, run.Listeners.Average(l => l.Engagement), 1e-12);
    }

    [TestMethod]
    public void Run_LogEnds_HeldOutSessionsBeginAfterIt()
    {
        var last = SimulatedLogs.Small.Interactions().Last().Time;
        var policy = new Recorder();
        SimulatedLogs.Small.Run(policy, Options);

        Assert.IsTrue(policy.Requests.All(r => r.Time > last));
    }

    [TestMethod]
    public void Run_UnknownSong_IsAClearError()
    {
        var error = Assert.ThrowsExactly<MoodRecException>(() => SimulatedLogs.Small.Run(new Recorder(song: "nonsense"), Options));

        StringAssert.Contains(error.Message, "'nonsense'");
    }

    [TestMethod]
    public void Run_NoSongs_IsAClearError() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<MoodRecException>(() => SimulatedLogs.Small.Run(new Recorder(skip: 300), Options)).Message, "at least one song");

    [TestMethod]
    public void Run_WrongOptions_AreNamedAllAtOnce()
    {
        var error = Assert.ThrowsExactly<MoodRecException>(
            () => SimulatedLogs.Small.Run(new Recorder(), new PolicyRunOptions { Listeners = 0, SlateSize = -1, MoodWindowHours = double.NaN }));

        StringAssert.Contains(error.Message, "Listeners is 0");
        StringAssert.Contains(error.Message, "SlateSize is -1");
        StringAssert.Contains(error.Message, "MoodWindowHours is NaN");
    }

    [TestMethod]
    public void Run_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => SimulatedLogs.Small.Run(new Recorder(), Options, null, cancellation.Token));
    }

    /// <summary>Shows the same ten songs to everyone and keeps what it was asked.</summary>
    private sealed class Recorder(int skip = 0, string? song = null) : ISongPolicy
    {
        public List<PolicyRequest> Requests { get; } = [];

        public List<string> SessionStarts { get; } = [];

        public string Name => "recorder";

        public IReadOnlyList<IReadOnlyList<string>> Recommend(IReadOnlyList<PolicyRequest> requests, int count)
        {
            Requests.AddRange(requests);
            SessionStarts.AddRange(requests.Where(r => r.IsSessionStart).Select(r => $"{r.Context.UserId} {r.Time:O} {r.Context.Text}"));
            string[] slate = song is null ? [.. SimulatedLogs.Small.Catalogue.Skip(skip).Take(count).Select(s => s.Id)] : [song];
            return [.. requests.Select(_ => slate)];
        }
    }
}
