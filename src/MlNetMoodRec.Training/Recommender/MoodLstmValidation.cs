using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>How well a <see cref="MoodLstmNetwork"/> ranks and predicts data that it does not learn from.</summary>
/// <param name="options">The options of its training.</param>
/// <param name="songIndex">The catalogue.</param>
/// <param name="network">The network.</param>
internal sealed class MoodLstmValidation(MoodLstmOptions options, SongIndex songIndex, MoodLstmNetwork network)
{
    /// <summary>The rank that it looks at.</summary>
    private const int Rank = 10;

    /// <summary>
    /// Mean loss and mean NDCG@10 of the network's current weights. Each row's excluded songs are left out of the ranking;
    /// unknown songs count as missed, and not into the loss.
    /// </summary>
    public (double Loss, double Ndcg) Measure(ListeningSequences data, Tensor? texts)
    {
        var sums = new ValidationSums();
        network.eval();
        using var outer = NewDisposeScope();
        using var noGradient = no_grad();
        SongTable songs = network.Songs();
        List<TrainingWindow> windows = TrainingWindow.Cut(data.Sequences, options.HistoryLength, _ => true);
        foreach (TrainingWindow[] batch in windows.OrderBy(w => w.Length).Chunk(options.BatchSize))
        {
            using var scope = NewDisposeScope();
            TrainingBatch tensors = TrainingBatch.Create(batch, 0, random: null);
            Tensor situation = network.Situation(tensors, songs, texts?.index_select(0, tensors.Texts));
            AddUp(sums, situation, songs, tensors);
        }

        return (sums.Loss / Math.Max(1, sums.Known), sums.Ndcg / Math.Max(1, sums.Rows));
    }

    /// <summary>The songs before each of some targets, the latest first, int64 [targets, recent songs]; 0 where there is none.</summary>
    internal static Tensor RecentSongs(List<(TrainingWindow Window, int Target)> sources)
    {
        var songs = new long[sources.Count * MemoryVoice.RecentSongs];
        for (int row = 0; row < sources.Count; row++)
        {
            (TrainingWindow window, int target) = sources[row];
            for (int age = 0; age < Math.Min(MemoryVoice.RecentSongs, target); age++)
            {
                songs[(row * MemoryVoice.RecentSongs) + age] = window.Sequence.Songs[target - 1 - age];
            }
        }

        return tensor(songs, [sources.Count, MemoryVoice.RecentSongs]);
    }

    private void AddUp(ValidationSums sums, Tensor situation, SongTable songs, TrainingBatch batch)
    {
        List<(TrainingWindow Window, int Target)> sources = batch.Sources;
        Tensor queries = situation.mm(network.Choice());
        Tensor worth = network.HeardWorth(batch.Heard);
        int songCount = songIndex.Ids.Length;
        Tensor table = songs.Candidates.t();
        for (int start = 0; start < sources.Count; start += FullSoftmax.ChunkRows)
        {
            using var scope = NewDisposeScope();
            int rows = Math.Min(FullSoftmax.ChunkRows, sources.Count - start);
            Tensor all = addmm(songs.Bias, queries.narrow(0, start, rows), table, 1, 1);
            batch.Heard.AddTo(all, worth, start);
            if (network.Memory is { } memory)
            {
                all = memory.Mix(all, network.State(situation.narrow(0, start, rows)), RecentSongs(sources.GetRange(start, rows)));
            }

            float[] scores = all.data<float>().ToArray();
            float[] normalizers = all.logsumexp(1).data<float>().ToArray();
            sums.Rows += rows;
            for (int row = 0; row < rows; row++)
            {
                (TrainingWindow window, int target) = sources[start + row];
                if (window.Sequence.Songs[target] > 0)
                {
                    ReadOnlySpan<float> ofRow = IsInformed(window, target) ? scores.AsSpan(row * songCount, songCount) : songIndex.LogPopularity;
                    double rank = RankMetrics.MidRank(ofRow, window.Sequence.Songs[target] - 1, window.Sequence.Excluded[target]);
                    sums.Ndcg += RankMetrics.Ndcg(rank, Rank);
                    sums.Loss += normalizers[row] - scores[(row * songCount) + window.Sequence.Songs[target] - 1];
                    sums.Known++;
                }
            }
        }
    }

    /// <summary>Whether the model answers, rather than popularity: as in the graph.</summary>
    private bool IsInformed(TrainingWindow window, int target) =>
        (options.UseMood && window.Sequence.Texts[target] > 0) || window.Sequence.Songs.AsSpan(window.Start, target - window.Start).ContainsAnyExcept(0);

    private sealed class ValidationSums
    {
        public double Loss { get; set; }

        public double Ndcg { get; set; }

        public long Rows { get; set; }

        /// <summary>Rows whose song the model knows.</summary>
        public long Known { get; set; }
    }
}
