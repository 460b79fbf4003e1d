using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>How the figures were measured, in the lines that stand under tables and charts.</summary>
internal sealed class ProtocolWording
{
    public ProtocolWording(ExperimentResult result)
    {
        ExperimentProtocol protocol = result.Protocol;
        SimulationOptions platform = protocol.Simulation;
        bool oneSeed = result.Seeds.Count <= 1;
        Protocol? ranking = result.Seeds.SelectMany(s => s.Methods).Select(m => m.Ranking?.Protocol).FirstOrDefault(p => p is not null);
        string seeds = protocol.Seeds.Count == 1 ? $"seed {protocol.Seeds[0]}" : $"seeds {string.Join(", ", protocol.Seeds)}";
        Seeds = protocol.Seeds.Count == 1 ? seeds : $"{protocol.Seeds.Count} seeds";
        FirstSeed = result.Seeds is [SeedResult first, ..] ? $"Seed {first.Seed}" : "No seed";
        Experiment = $"Simulated data: {Numbers.Count(platform.Interactions)} interactions, {Numbers.Count(platform.Listeners)} listeners, {Numbers.Count(platform.Songs)} songs, "
            + $"mood strength {Numbers.Fixed(platform.MoodStrength, 2)}; split by {protocol.Split}; preset {protocol.Preset}; {seeds}; {protocol.Machine}; moodrec {protocol.Version}.";
        string events = ranking is null ? "" : oneSeed
            ? $"; {Numbers.Count(ranking.Rows)} test events of {Numbers.Count(ranking.Users)} listeners"
            : $"; about {Numbers.Count(ranking.Rows)} test events of {Numbers.Count(ranking.Users)} listeners a seed";
        Events = $"{Capital(Seeds)}; split by {protocol.Split}{events}";
        string error = oneSeed ? "± one standard error over listeners" : "± one standard error over seeds";
        Ranking = $"{Events}; the target ranked among all songs, those heard before {(ranking?.SeenSongs == SeenSongPolicy.Excluded ? "left out" : "included")}; ties at the middle rank; means over listeners {error}.";
        Likes = $"{Events}; the played song given, a like called where its chance is above one half; {(oneSeed ? "no standard error from one seed" : error)}.";
        Sessions = $"{Capital(Seeds)}; {Numbers.Count(protocol.PolicySessions)} held-out sessions each of {Numbers.Count(protocol.PolicyListeners)} listeners, the same for every method; {protocol.SlateSize} songs shown at a time; {error}.";
        Costs = $"{Capital(Seeds)}; {protocol.Machine}; means over seeds. Other methods may have trained at the same time.";
    }

    /// <summary>"seed 1" or "5 seeds".</summary>
    public string Seeds { get; }

    /// <summary>"Seed 1": the one that is drawn where one run is.</summary>
    public string FirstSeed { get; }

    /// <summary>Of the whole experiment.</summary>
    public string Experiment { get; }

    /// <summary>Of the test events, without a full stop.</summary>
    public string Events { get; }

    /// <summary>Of HR, NDCG and MRR.</summary>
    public string Ranking { get; }

    /// <summary>Of like or skip.</summary>
    public string Likes { get; }

    /// <summary>Of the held-out sessions.</summary>
    public string Sessions { get; }

    /// <summary>Of times and sizes.</summary>
    public string Costs { get; }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
