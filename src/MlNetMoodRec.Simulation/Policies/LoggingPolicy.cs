using MlNetMoodRec.Simulation.Listeners;
using MlNetMoodRec.Simulation.Randomness;

namespace MlNetMoodRec.Simulation.Policies;

/// <summary>
/// The policy that made the log, shown as a slate: songs drawn without replacement with weight exp(offer), so popular
/// ones, ones of the listener's profile, and ones like those played in this session. It does not know the mood. In the
/// log the listener may look on through its offers for as long as they like; here they take one of a slate, as with
/// every policy.
/// </summary>
public sealed class LoggingPolicy : ISongPolicy
{
    private readonly SimulatedPlatform _platform;

    /// <summary>Creates the logging policy of a platform.</summary>
    public LoggingPolicy(SimulatedPlatform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        _platform = platform;
    }

    /// <inheritdoc />
    public string Name => "logging policy";

    /// <inheritdoc />
    public IReadOnlyList<IReadOnlyList<string>> Recommend(IReadOnlyList<PolicyRequest> requests, int count)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var space = _platform.Model.Space;
        var sampler = new SongSampler(space);
        var utilities = new float[space.Padded];
        var slates = new string[requests.Count][];
        for (var i = 0; i < slates.Length; i++)
        {
            var state = requests[i].State;
            _platform.Model.Utility.Write(state, offer: true, appeal: false, utilities);
            var random = new RandomStream(requests[i].Seed, RandomPurpose.Slate, state.Index, state.Session, state.Step);
            slates[i] = new string[Math.Min(count, space.Count)];
            for (var place = 0; place < slates[i].Length; place++)
            {
                var song = sampler.Draw(utilities, random.NextDouble());
                slates[i][place] = space.Songs[song].Id;
                utilities[song] = -1e9f;
            }
        }

        return slates;
    }
}
