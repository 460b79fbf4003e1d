namespace MlNetMoodRec.Recommendation;

/// <summary>
/// The songs that a graph gives for ordering, best first, and what <see cref="RecommenderColumns.CandidateFeatures"/>
/// tells of them.
/// </summary>
internal readonly ref struct Candidates
{
    /// <summary>Numbers of one song: score without the fit to the mood, artist, genre, valence, arousal, tempo.</summary>
    public const int FeatureCount = 6;

    /// <summary>Numbers after the last song: what a squared distance of 1 counts, and how many recent songs are known.</summary>
    public const int TailCount = 2;

    private readonly ReadOnlySpan<float> _features;

    public Candidates(ReadOnlySpan<float> scores, ReadOnlySpan<float> features)
    {
        Scores = scores;
        _features = features;
    }

    /// <summary>The scores by which the graph chose, with the fit to the closest aim of the path.</summary>
    public ReadOnlySpan<float> Scores { get; }

    public int Count => Scores.Length;

    /// <summary>What a squared distance of 1 between a song and the aim costs; negative where the catalogue tells no moods of songs.</summary>
    public float DistanceCost => _features[^2];

    public bool HaveMoods => DistanceCost >= 0;

    public float KnownRecentSongs => _features[^1];

    /// <summary>The number of the artist, 0 for unknown.</summary>
    public float Artist(int song) => Feature(song, 1);

    /// <summary>The score at a place that aims at <paramref name="aim"/>.</summary>
    public float ScoreAt(int song, MoodPoint aim)
    {
        var sound = new MoodPoint(Feature(song, 3), Feature(song, 4));

        // A song whose mood is unknown fits everywhere as well as the average.
        return DistanceCost > 0 && float.IsFinite(sound.Valence) && float.IsFinite(sound.Arousal)
            ? Feature(song, 0) - (DistanceCost * sound.SquaredDistance(aim))
            : Scores[song];
    }

    /// <summary>How alike two songs are, in [0, 1]: the mean over what is known of both; 0 where nothing is.</summary>
    public float Similarity(int one, int other)
    {
        float sum = 0;
        int known = 0;
        for (int name = 1; name <= 2; name++)
        {
            if (Feature(one, name) > 0 && Feature(other, name) > 0)
            {
                sum += Feature(one, name) == Feature(other, name) ? 1 : 0;
                known++;
            }
        }

        if (Distance(one, other) is >= 0 and var distance)
        {
            sum += 1 / (1 + distance);
            known++;
        }

        return known > 0 ? sum / known : 0;
    }

    /// <summary>The distance over the numbers that are known of both, valence, arousal and tempo; -1 where none is.</summary>
    private float Distance(int one, int other)
    {
        float sum = -1;
        for (int number = 3; number < FeatureCount; number++)
        {
            float difference = Feature(one, number) - Feature(other, number);
            if (float.IsFinite(difference))
            {
                sum = Math.Max(sum, 0) + (difference * difference);
            }
        }

        return sum < 0 ? -1 : MathF.Sqrt(sum);
    }

    private float Feature(int song, int feature) => _features[(song * FeatureCount) + feature];
}
