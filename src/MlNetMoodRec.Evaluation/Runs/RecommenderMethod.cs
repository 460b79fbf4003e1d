namespace MlNetMoodRec.Evaluation;

/// <summary>The methods that can be trained.</summary>
public enum RecommenderMethod
{
    /// <summary>The most played songs for everyone.</summary>
    Popularity,

    /// <summary>Songs like those heard, by genre, tempo, valence and energy.</summary>
    ContentBased,

    /// <summary>Matrix factorisation for implicit feedback.</summary>
    Als,

    /// <summary>The LSTM without the mood: the standalone baseline.</summary>
    Lstm,

    /// <summary>The LSTM over the listening history, fused with the mood of the text.</summary>
    MoodLstm,
#if MLNET_RECOMMENDER

    /// <summary>ML.NET's own matrix factorisation.</summary>
    MatrixFactorization,
#endif
}
