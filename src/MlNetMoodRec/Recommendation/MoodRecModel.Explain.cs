namespace MlNetMoodRec.Recommendation;

public sealed partial class MoodRecModel
{
    private readonly Lock _explainerLock = new();
    private RecommendationExplainer? _explainer;

    /// <summary>
    /// The songs that fit a listener's context, and why: for each song the recent songs that speak for it, the list without
    /// the text, and what each word did to the mood that was read.
    /// </summary>
    /// <remarks>
    /// Reasons are found by leaving out one of the latest 50 recent songs, and one of the first 100 words, at a time and
    /// asking again, so that it costs as much as that many requests. The first call opens the recommender once more, which
    /// takes its memory a second time. Reasons are those of the method's scores, before wishes such as the mood direction.
    /// Thread-safe, one request at a time.
    /// </remarks>
    public RecommendationExplanation Explain(ListenerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        lock (_explainerLock)
        {
            _explainer ??= new RecommendationExplainer(this, _context);
            return _explainer.Explain(context);
        }
    }
}
