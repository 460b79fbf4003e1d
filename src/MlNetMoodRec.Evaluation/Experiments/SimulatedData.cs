using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A simulated platform, its log written to files and read back as any user's would be, and what its texts say.</summary>
internal sealed class SimulatedData
{
    private SimulatedData(SimulatedPlatform platform, MoodCache moods, EventData events, EventDataOptions options, MLContext context)
    {
        (Platform, Moods, Events, Options) = (platform, moods, events, options);
        TestRows = events.TestRows(context);
        Log = Summarise([.. platform.Interactions()], platform.Options);
    }

    public SimulatedPlatform Platform { get; }

    public MoodCache Moods { get; }

    public EventData Events { get; }

    public EventDataOptions Options { get; }

    /// <summary>The test rows, in time order.</summary>
    public IReadOnlyList<ListenerEvent> TestRows { get; }

    public LogSummary Log { get; }

    /// <summary>Simulates into a folder, which is made if it is not there.</summary>
    public static SimulatedData Create(SimulationOptions options, string folder, MoodEncoder encoder, CancellationToken cancellation)
    {
        var platform = new SimulatedPlatform(options);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "interactions.csv");
        CatalogueWriter.Write(Path.Combine(folder, "songs.csv"), platform.Catalogue, cancellation);
        InteractionWriter.Write(path, platform.Interactions(), progress: null, cancellation);

        var context = new MLContext(options.Seed);
        var moods = new MoodCache(encoder);
        var dataOptions = new EventDataOptions { Path = path };
        EventData events = EventData.Load(
            context, dataOptions, texts => [.. moods.Read(texts, cancellation).Select(r => r.Valence)], read: null, cancellation);
        return new SimulatedData(platform, moods, events, dataOptions, context);
    }

    private static LogSummary Summarise(Interaction[] log, SimulationOptions options)
    {
        string[] texts = [.. log.Select(i => i.Text).Where(t => t.Length > 0)];
        return new LogSummary(
            log.Length,
            options.Listeners,
            options.Songs,
            (double)texts.Length / log.Length,
            texts.Length == 0 ? 0 : (double)texts.Distinct(StringComparer.Ordinal).Count() / texts.Length,
            log.Average(i => i.Feedback >= 0.5f ? 1.0 : 0));
    }
}
