using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace MlNetMoodRec.Recommendation;

/// <summary>A recommender's ONNX graph in a temporary file: ML.NET reads it from there until the model is saved.</summary>
internal sealed class RecommenderGraphFile : IDisposable
{
    private static readonly string[] KnownInputs =
    [
        RecommenderColumns.HistorySongIds, RecommenderColumns.HistoryFeedback, RecommenderColumns.HistoryValence,
        RecommenderColumns.HistoryElapsedHours, RecommenderColumns.ExcludedIds, RecommenderColumns.TextHoursAgo,
        RecommenderColumns.LikeWeight, RecommenderColumns.TopN,
        Mood.MoodColumns.SentimentEmbedding, Mood.MoodColumns.HasText,
    ];

    private static readonly ConcurrentDictionary<string, bool> s_files = new();

    // Finalizers do not run at the end of a process, and fitted pipelines are seldom disposed.
    static RecommenderGraphFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => s_files.Keys.ToList().ForEach(File.Delete);

    public RecommenderGraphFile(MLContext context, byte[] onnx)
    {
        string folder = string.IsNullOrEmpty(context.TempFilePath) ? System.IO.Path.GetTempPath() : context.TempFilePath;
        Path = System.IO.Path.Combine(folder, $"moodrec-{Guid.NewGuid():N}.onnx");
        s_files[Path] = true;
        File.WriteAllBytes(Path, onnx);

        using var session = new InferenceSession(onnx);
        Inputs = [.. session.InputMetadata.Keys];
        string[] unknown = [.. Inputs.Except(KnownInputs)];
        string[] missing = [.. RecommenderTransformer.Outputs.Except(session.OutputMetadata.Keys)];
        if (unknown.Length > 0 || missing.Length > 0)
        {
            throw new MoodRecException(
                $"The graph is not a recommender: its inputs are [{string.Join(", ", Inputs)}] (not known: [{string.Join(", ", unknown)}]) " +
                $"and it lacks the outputs [{string.Join(", ", missing)}].");
        }
    }

    ~RecommenderGraphFile() => Delete();

    public string Path { get; }

    /// <summary>The inputs that the graph asks for: a method that does not read the mood has no mood inputs.</summary>
    public string[] Inputs { get; }

    public void Dispose()
    {
        Delete();
        GC.SuppressFinalize(this);
    }

    private void Delete()
    {
        File.Delete(Path);
        s_files.TryRemove(Path, out _);
    }
}
