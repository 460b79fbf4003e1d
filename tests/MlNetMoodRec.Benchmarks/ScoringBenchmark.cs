using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Scoring;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Benchmarks;

/// <summary>
/// Scores 100,000 rows with a model of 5,000 songs from a file to a file, and beside it runs ONNX Runtime sessions on
/// the very batches that scoring makes, padded before the clock starts: what is left of the raw sessions' users/s.
/// </summary>
internal static class ScoringBenchmark
{
    private const int Rows = 100_000;
    private const int RowsPerChunk = 4096;
    private const int Rounds = 3;

    private static readonly TableWriter<ListenerContext> Writer = new(
        ColumnWriter<ListenerContext>.Text("user_id", row => row.UserId),
        ColumnWriter<ListenerContext>.Text("text", row => row.Text),
        ColumnWriter<ListenerContext>.Number("text_hours_ago", row => row.TextHoursAgo),
        ColumnWriter<ListenerContext>.Texts("recent_song_ids", row => row.RecentSongIds),
        ColumnWriter<ListenerContext>.Numbers("recent_feedback", row => row.RecentFeedback),
        ColumnWriter<ListenerContext>.Numbers("recent_valence", row => row.RecentValence),
        ColumnWriter<ListenerContext>.Numbers("recent_hours_ago", row => row.RecentHoursAgo));

    public static void Run(string? rowsText)
    {
        int rows = rowsText is null ? Rows : int.Parse(rowsText, CultureInfo.InvariantCulture);
        string folder = Directory.CreateTempSubdirectory("moodrec-benchmark-").FullName;
        try
        {
            string zip = Path.Combine(folder, "model.zip");
            string input = Path.Combine(folder, "contexts.parquet");
            WriteFiles(zip, input, rows);
            Console.WriteLine(Machine.Description);
            Console.WriteLine($"{rows:N0} rows (simulated, seed 1; histories of up to 50 songs), 5,000 songs, top 10, {Environment.ProcessorCount} threads");
            for (int round = 1; round <= Rounds; round++)
            {
                // Processes of their own, so that the peak memory is that of scoring alone.
                double score = Score(folder, zip, input);
                double raw = Raw(zip, input, rows);
                Console.WriteLine($"round {round}: score {score:N0} users/s from file to file, raw sessions {raw:N0} users/s, neither with its loading: {score / raw:P1}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Scores a file in this process and prints its users/s and its peak memory.</summary>
    public static void RunScore(string zip, string input, string output)
    {
        ScoringSummary summary = new ScoringJob(new ScoringOptions { Model = zip, Input = input, Output = output }).Run();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{summary.Scored / (summary.Seconds - summary.LoadingSeconds):R}");
        Console.WriteLine($"  moodrec score: {summary.Scored:N0} rows in {summary.Seconds:0.0} s, loading of {summary.LoadingSeconds:0.0} s included, peak memory {process.PeakWorkingSet64 / 1e6:N0} MB");
    }

    private static double Score(string folder, string zip, string input)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["scoring-process", zip, input, Path.Combine(folder, "top.parquet")]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        double usersPerSecond = double.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        Console.WriteLine(process.StandardOutput.ReadToEnd().TrimEnd());
        process.WaitForExit();
        return usersPerSecond;
    }

    /// <summary>Users/s of sessions alone: chunk by chunk, with the batches of a chunk made while the clock stands.</summary>
    private static double Raw(string zip, string input, int rows)
    {
        using BatchScorer scorer = BatchScorer.Load(zip);
        using var reader = new ContextReader(new ScoringOptions { Model = zip, Input = input, Output = "" });
        var clock = new Stopwatch();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ScoringChunk chunk = reader.ReadChunk(RowsPerChunk, CancellationToken.None); chunk.Count > 0; chunk = reader.ReadChunk(RowsPerChunk, CancellationToken.None))
        {
            int[][] texts = [.. chunk.Contexts.Select(c => c.Text).Distinct(StringComparer.Ordinal).Where(seen.Add).Select(t => scorer.Encoder!.Tokenizer.Encode(t, scorer.Encoder.MaxLength))];
            IReadOnlyList<MoodReading>? readings = scorer.ReadTexts(chunk.Contexts);
            TokenBatch[] tokens = [.. scorer.Encoder!.Batches(texts)];
            List<NamedOnnxValue>[] batches = [.. scorer.Recommender.Batches(chunk.Contexts).Select(b => scorer.Recommender.TopInputs(chunk.Contexts, b, readings))];

            clock.Start();
            Each(tokens, scorer.Encoder.RunOnly);
            Each(batches, scorer.Recommender.RunOnly);
            clock.Stop();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static void Each<T>(T[] batches, Action<T> run) =>
        Parallel.ForEach(Partitioner.Create(batches, EnumerablePartitionerOptions.NoBuffering), run);

    /// <summary>Trains briefly (speed does not depend on how well), and writes the latest events of a log as rows to score.</summary>
    private static void WriteFiles(string zip, string input, int rows)
    {
        var ml = new MLContext(seed: 1);
        MoodRecCatalog mood = ml.MoodRec();
        var platform = new SimulatedPlatform(new SimulationOptions());
        IDataView some = ml.Data.TakeRows(mood.Data.WithHistory(platform.Interactions()), 9_000);
        ITransformer model = mood.Text.EncodeMood("models/mood-encoder")
            .Append(mood.Trainers.MoodLstm(new MoodLstmOptions { Epochs = 1 }, validation: null, platform.Catalogue))
            .Fit(some);
        MoodRecModel.Save(ml, model, some.Schema, new ModelManifest { Method = "mood-lstm" }, platform.Catalogue, zip);
        (model as IDisposable)?.Dispose();

        IEnumerable<ListenerEvent> events = ml.Data.CreateEnumerable<ListenerEvent>(mood.Data.WithHistory(platform.Interactions()), reuseRowObject: false);
        Writer.Write(input, events.TakeLast(rows), null, CancellationToken.None);
    }
}
