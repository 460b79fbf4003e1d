using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The songs that were heard before each target of a batch, each once, and how: what makes a song be played again, or
/// not again so soon.
/// </summary>
/// <param name="Rows">The first song of each target, and the number of songs after the last: [targets + 1].</param>
/// <param name="Targets">Int64 [songs]: the target that each belongs to.</param>
/// <param name="Songs">Int64 [songs]: catalogue positions.</param>
/// <param name="Features">Float [songs, <see cref="FeatureCount"/>]: 1 if last heard in this session, 1 if before it, and both times the feedback.</param>
internal sealed record HeardSongs(int[] Rows, Tensor Targets, Tensor Songs, Tensor Features)
{
    public const int FeatureCount = 4;

    /// <summary>Adds what each heard song is worth to some targets' scores.</summary>
    /// <param name="scores">[targets, songs] of the targets from <paramref name="start"/> on.</param>
    /// <param name="worth">[songs]: of each heard song.</param>
    /// <param name="start">The first target.</param>
    public void AddTo(Tensor scores, Tensor worth, int start)
    {
        (int from, int count) = Range(start, (int)scores.shape[0]);
        if (count > 0)
        {
            scores.index_put_(worth.narrow(0, from, count), [Targets.narrow(0, from, count).sub(start), Songs.narrow(0, from, count)], accumulate: true);
        }
    }

    /// <summary>The heard songs' entries of the same rows, to <paramref name="values"/>.</summary>
    public void Read(Tensor scores, Tensor values, int start)
    {
        (int from, int count) = Range(start, (int)scores.shape[0]);
        if (count > 0)
        {
            values.narrow(0, from, count).copy_(scores.index([Targets.narrow(0, from, count).sub(start), Songs.narrow(0, from, count)]));
        }
    }

    private (int From, int Count) Range(int start, int rows) => (Rows[start], Rows[start + rows] - Rows[start]);

    public sealed class Builder
    {
        private readonly List<int> _rows = [0];
        private readonly List<long> _targets = [];
        private readonly List<long> _songs = [];
        private readonly List<float> _features = [];
        private readonly HashSet<int> _seen = [];

        /// <param name="window">The target's window.</param>
        /// <param name="target">The place of the target in the sequence.</param>
        /// <param name="breaks">Where sessions end, from the window's start on.</param>
        public void AddRow(TrainingWindow window, int target, ReadOnlySpan<float> breaks)
        {
            _seen.Clear();
            float inSession = 1;
            for (int i = target - 1; i >= window.Start; i--)
            {
                inSession *= 1 - breaks[i - window.Start];
                int song = window.Sequence.Songs[i];
                if (song > 0 && _seen.Add(song))
                {
                    float feedback = window.Sequence.Feedback[i];
                    _targets.Add(_rows.Count - 1);
                    _songs.Add(song - 1);
                    _features.AddRange([inSession, 1 - inSession, inSession * feedback, (1 - inSession) * feedback]);
                }
            }

            _rows.Add(_songs.Count);
        }

        public HeardSongs Build() => new(
            [.. _rows], tensor(_targets.ToArray()), tensor(_songs.ToArray()), tensor(_features.ToArray(), [_songs.Count, FeatureCount]));
    }
}
