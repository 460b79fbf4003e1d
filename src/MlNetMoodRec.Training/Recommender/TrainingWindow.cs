namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// A stretch of a listening sequence that fits the LSTM: the songs from <see cref="Start"/> to before
/// <see cref="LastTarget"/> are read, those from <see cref="FirstTarget"/> to <see cref="LastTarget"/> are predicted.
/// </summary>
internal readonly record struct TrainingWindow(ListeningSequence Sequence, int Start, int FirstTarget, int LastTarget)
{
    public int Length => LastTarget - Start;

    public int TargetCount => LastTarget - FirstTarget + 1;

    /// <summary>
    /// Cuts sequences so that every target is predicted once, by at most <paramref name="historyLength"/> songs: by all
    /// that went before, or in longer sequences by at least half of that many.
    /// </summary>
    /// <param name="sequences">The sequences.</param>
    /// <param name="historyLength">How many songs the LSTM reads.</param>
    /// <param name="predictsWithoutHistory">Whether a listener's very first event is a target.</param>
    public static List<TrainingWindow> Cut(IEnumerable<ListeningSequence> sequences, int historyLength, Func<ListeningSequence, bool> predictsWithoutHistory)
    {
        int stride = Math.Max(1, historyLength / 2);
        var windows = new List<TrainingWindow>();
        foreach (ListeningSequence sequence in sequences)
        {
            int target = Math.Max(sequence.FirstTarget, predictsWithoutHistory(sequence) ? 0 : 1);
            int end = sequence.Songs.Length - 1;
            while (target <= end)
            {
                int last = target <= historyLength ? Math.Min(end, historyLength) : Math.Min(end, target + stride - 1);
                windows.Add(new TrainingWindow(sequence, Math.Max(0, last - historyLength), target, last));
                target = last + 1;
            }
        }

        return windows;
    }
}
