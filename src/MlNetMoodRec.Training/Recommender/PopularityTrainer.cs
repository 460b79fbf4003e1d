using Microsoft.ML;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// Recommends the most played songs to everyone: what every other method has to beat. Scores are the log of each
/// song's share of plays.
/// </summary>
public sealed class PopularityTrainer : RecommenderTrainer
{
    internal PopularityTrainer(MLContext context, IReadOnlyList<Song>? catalogue = null, CancellationToken cancellation = default)
        : base(context, catalogue, cancellation)
    {
    }

    private protected override byte[] Train(IDataView data) =>
        new RecommenderGraph(ListeningSequences.Read(data, Catalogue, withMood: false, Cancellation).Songs, readsMood: false).Finish(scores: null);
}
