using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Songs as a <see cref="MoodLstmNetwork"/> sees them: all of the catalogue, or those that a step is about.</summary>
/// <param name="Own">The songs' own embeddings, the unknown song first, [songs + 1, dimension]. Of some songs it is a leaf, which takes their gradients.</param>
/// <param name="All">With what is known of them, [songs + 1, width].</param>
/// <param name="Bias">What each song scores by itself, [songs].</param>
/// <param name="LikeBias">The log odds of a good response to each song by itself, [songs].</param>
internal sealed record SongTable(Tensor Own, Tensor All, Tensor Bias, Tensor LikeBias)
{
    /// <summary>The songs that queries are compared with, [songs, width].</summary>
    public Tensor Candidates => All.narrow(0, 1, All.shape[0] - 1);
}
