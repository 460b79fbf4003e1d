namespace MlNetMoodRec.Training.Recommender;

/// <summary>How often a song was played in the training data, and how often the response was good.</summary>
internal record struct SongPlays(int Count, int Liked)
{
    /// <summary>Feedback from which on a response counts as good: half of a song played, or of the rating scale.</summary>
    public const float GoodFeedback = 0.5f;

    public void Add(float feedback)
    {
        Count++;
        Liked += feedback >= GoodFeedback ? 1 : 0;
    }
}
