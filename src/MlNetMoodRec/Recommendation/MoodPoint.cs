using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Recommendation;

/// <summary>A point of the valence/arousal plane, each in [-1, 1].</summary>
internal readonly record struct MoodPoint(float Valence, float Arousal)
{
    /// <summary>How far a direction goes of the way that there is. Arbitrary.</summary>
    private const float Share = 0.75f;

    /// <summary>The listener's mood: of each number the given one, else the named emotion's, else what was read (0 for nothing).</summary>
    public static MoodPoint Of(float givenValence, float givenArousal, string? emotion, MoodPoint read)
    {
        MoodPoint known = NamedMoods.TryFind(emotion, out float valence, out float arousal) ? new(valence, arousal) : read;
        return new(Known(givenValence, known.Valence), Known(givenArousal, known.Arousal));
    }

    /// <summary>Where a direction leads from here.</summary>
    public MoodPoint Towards(string? direction)
    {
        if (Is(direction, MoodDirection.Lift))
        {
            return this with { Valence = Valence + (Share * (1 - Valence)) };
        }

        return Is(direction, MoodDirection.Calm)
            ? new(Math.Max(0, Valence), Arousal + (Share * (-1 - Arousal)))
            : this;
    }

    /// <summary>The aim of a place of a list: the start at the first place, the end at the last.</summary>
    public static MoodPoint OnPath(MoodPoint start, MoodPoint end, int place, int places)
    {
        float share = places > 1 ? place / (places - 1f) : 1;
        return new(start.Valence + (share * (end.Valence - start.Valence)), start.Arousal + (share * (end.Arousal - start.Arousal)));
    }

    public float SquaredDistance(MoodPoint other) =>
        ((Valence - other.Valence) * (Valence - other.Valence)) + ((Arousal - other.Arousal) * (Arousal - other.Arousal));

    /// <summary>Whether a word of a row is one of the names that it may be.</summary>
    public static bool Is(string? word, string name) => name.Equals(word?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static float Known(float given, float otherwise) => float.IsFinite(given) ? Math.Clamp(given, -1, 1) : otherwise;
}
