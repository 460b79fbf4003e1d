namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>What the known methods are, in plain words.</summary>
internal static class MethodDescriptions
{
    /// <summary>In two or three words; null for a method that is not known here.</summary>
    public static string? Short(string method) => Find(method)?.Short;

    /// <summary>In a sentence; null for a method that is not known here.</summary>
    public static string? Long(string method) => Find(method)?.Long;

    private static (string Short, string Long)? Find(string method) => method switch
    {
        "popularity" => ("most played songs", "The most played songs of the training part, the same for everybody."),
        "content" => ("content-based", "Songs like those heard before, by genre, tempo and the songs' own mood."),
        "als" => ("matrix factorisation", "Implicit matrix factorisation (alternating least squares): taste, without order or mood."),
        "lstm" => ("standalone LSTM", "An LSTM over the songs heard so far. It reads no text."),
        ExperimentResult.Proposed => ("proposed", "The proposed method: the same LSTM, and the mood that a DistilBERT encoder reads from what the listener wrote before the song."),
        ExperimentMethods.Logging => ("made the log", "The policy that made the log: what the engagement of the others is compared with."),
        ExperimentMethods.Oracle => ("ceiling", "Knows the listeners' true taste and mood, which no method can. What it misses is chance: it is the ceiling."),
        _ => null,
    };
}
