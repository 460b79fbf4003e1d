namespace MlNetMoodRec.Mood;

/// <summary>
/// Moods that have a word or an emoji, as points of the valence/arousal plane: where Russell's circumplex (1980) has
/// them, to a tenth, and set by hand where it has not.
/// </summary>
public static class NamedMoods
{
    /// <summary>An emoji may be followed by this; it asks for the coloured form and says nothing.</summary>
    private const char EmojiPresentation = '\uFE0F';

    private static readonly Dictionary<string, (float Valence, float Arousal)> s_moods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["neutral"] = (0, 0),
        ["joy"] = (0.8f, 0.5f),
        ["happy"] = (0.8f, 0.3f),
        ["delighted"] = (0.9f, 0.4f),
        ["excited"] = (0.7f, 0.8f),
        ["energetic"] = (0.5f, 0.9f),
        ["surprise"] = (0.2f, 0.8f),
        ["in love"] = (0.9f, 0.4f),
        ["content"] = (0.8f, -0.4f),
        ["calm"] = (0.6f, -0.7f),
        ["relaxed"] = (0.7f, -0.6f),
        ["peaceful"] = (0.7f, -0.7f),
        ["sleepy"] = (0.1f, -0.9f),
        ["tired"] = (-0.1f, -0.9f),
        ["bored"] = (-0.4f, -0.7f),
        ["melancholic"] = (-0.5f, -0.4f),
        ["lonely"] = (-0.7f, -0.4f),
        ["sadness"] = (-0.8f, -0.4f),
        ["sad"] = (-0.8f, -0.4f),
        ["disgust"] = (-0.7f, 0.3f),
        ["frustrated"] = (-0.6f, 0.4f),
        ["stressed"] = (-0.6f, 0.6f),
        ["nervous"] = (-0.4f, 0.7f),
        ["fear"] = (-0.7f, 0.7f),
        ["afraid"] = (-0.7f, 0.7f),
        ["anger"] = (-0.7f, 0.8f),
        ["angry"] = (-0.7f, 0.8f),
        ["😐"] = (0, 0),
        ["🙂"] = (0.5f, 0),
        ["😀"] = (0.8f, 0.4f),
        ["😊"] = (0.8f, 0.2f),
        ["😂"] = (0.8f, 0.6f),
        ["😍"] = (0.9f, 0.5f),
        ["🥰"] = (0.9f, 0.2f),
        ["❤"] = (0.8f, 0.3f),
        ["🎉"] = (0.8f, 0.8f),
        ["🔥"] = (0.5f, 0.9f),
        ["😎"] = (0.6f, 0.2f),
        ["😮"] = (0.2f, 0.8f),
        ["😌"] = (0.7f, -0.6f),
        ["😴"] = (0.1f, -0.9f),
        ["🥱"] = (-0.3f, -0.8f),
        ["😔"] = (-0.6f, -0.4f),
        ["😢"] = (-0.8f, -0.2f),
        ["😭"] = (-0.9f, 0.3f),
        ["💔"] = (-0.8f, 0.1f),
        ["😰"] = (-0.6f, 0.7f),
        ["😱"] = (-0.7f, 0.9f),
        ["🤢"] = (-0.7f, 0.3f),
        ["😤"] = (-0.6f, 0.6f),
        ["😡"] = (-0.8f, 0.8f),
    };

    /// <summary>The words and emoji.</summary>
    public static IReadOnlyCollection<string> Names => s_moods.Keys;

    /// <summary>Looks a mood up; upper and lower case are the same, and white space around the name is nothing.</summary>
    /// <param name="name">A word or an emoji.</param>
    /// <param name="valence">Its valence, in [-1, 1]; 0 where it is not known.</param>
    /// <param name="arousal">Its arousal, in [-1, 1]; 0 where it is not known.</param>
    /// <returns>Whether it is one of <see cref="Names"/>.</returns>
    public static bool TryFind(string? name, out float valence, out float arousal)
    {
        bool found = s_moods.TryGetValue((name ?? "").Trim().TrimEnd(EmojiPresentation), out (float Valence, float Arousal) mood);
        (valence, arousal) = mood;
        return found;
    }
}
