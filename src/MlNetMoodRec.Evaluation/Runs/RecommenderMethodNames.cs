namespace MlNetMoodRec.Evaluation;

/// <summary>The names of methods in results, manifests and on the command line.</summary>
public static class RecommenderMethodNames
{
    /// <summary>As "mood-lstm".</summary>
    public static string Name(this RecommenderMethod method) => method switch
    {
        RecommenderMethod.Popularity => "popularity",
        RecommenderMethod.ContentBased => "content",
        RecommenderMethod.Als => "als",
        RecommenderMethod.Lstm => "lstm",
#if MLNET_RECOMMENDER
        RecommenderMethod.MatrixFactorization => "matrix-factorization",
#endif
        _ => "mood-lstm",
    };
}
