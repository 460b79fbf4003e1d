namespace MlNetMoodRec.Recommendation;

/// <summary>The answer to a <see cref="ListenerContext"/>: songs, best first, and the mood that was read.</summary>
public sealed class SongRecommendations
{
    /// <summary>The ids of the recommended songs, best first.</summary>
    public string[] SongIds { get; set; } = [];

    /// <summary>Their titles, in the same order; the id where the catalogue has no title.</summary>
    public string[] Titles { get; set; } = [];

    /// <summary>Their scores (logits; larger is better), in the same order. Never NaN.</summary>
    public float[] Scores { get; set; } = [];

    /// <summary>
    /// The chance that the listener would respond well to each song, in [0, 1] and in the same order. A method that does
    /// not predict it gives the song's own share of good responses.
    /// </summary>
    public float[] LikeProbabilities { get; set; } = [];

    /// <summary>What the answer rests on: one of <see cref="RecommendationBasis"/>.</summary>
    public string Basis { get; set; } = "";

    /// <summary>The valence read from the text, in [-1, 1]; 0 without a text.</summary>
    public float Valence { get; set; }

    /// <summary>The arousal read from the text, in [-1, 1]; 0 without a text.</summary>
    public float Arousal { get; set; }

    /// <summary>The likeliest emotion of the text; "neutral" without a text.</summary>
    public string Emotion { get; set; } = "";

    /// <summary>The probabilities of the emotions, in the order of <see cref="Mood.Emotions.Names"/>.</summary>
    public float[] EmotionProbabilities { get; set; } = [];

    /// <summary>ML.NET binds an empty column to null; this puts the empty array back.</summary>
    internal SongRecommendations WithoutNulls()
    {
        SongIds ??= [];
        Titles ??= [];
        Scores ??= [];
        LikeProbabilities ??= [];
        EmotionProbabilities ??= [];
        return this;
    }
}
