using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>Knows the shape of a model: a chain whose last part is the recommender, and whose other parts come before it.</summary>
internal static class RecommenderChain
{
    /// <summary>Everything before the recommender, or null when there is nothing.</summary>
    public static ITransformer? MoodReader(ITransformer model)
    {
        ITransformer[] parts = model is IEnumerable<ITransformer> chain ? [.. chain] : [];
        return parts is [.. { Length: > 0 } before, TransformerChain<ITransformer> or RecommenderTransformer]
            ? new TransformerChain<ITransformer>(before)
            : null;
    }
}
