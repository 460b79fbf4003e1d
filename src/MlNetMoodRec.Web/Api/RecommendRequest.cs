using System.ComponentModel.DataAnnotations;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Web.Api;

/// <summary>What is known of a listener when songs are asked for. Everything is optional.</summary>
public sealed record RecommendRequest
{
    /// <summary>How the listener feels, in their words. It is neither stored nor logged.</summary>
    public string Text { get; init; } = "";

    /// <summary>How many hours ago the text was written; 0 for just now.</summary>
    public float TextHoursAgo { get; init; }

    /// <summary>How pleasant the mood is, where it is known by other means than words, such as a slider; it wins over the emotion and the text.</summary>
    [Range(-1d, 1d)]
    public float? Valence { get; init; }

    /// <summary>How excited the mood is, where it is known by other means than words; it wins over the emotion and the text.</summary>
    [Range(-1d, 1d)]
    public float? Arousal { get; init; }

    /// <summary>The mood as one word or emoji, upper or lower case; it wins over the text.</summary>
    [NamedMood]
    public string? Emotion { get; init; }

    /// <summary>
    /// Where the list goes from the mood: "match" stays, "lift" goes to a more pleasant one, "calm" to a quieter one, from
    /// the first song to the last.
    /// </summary>
    [AllowedValues(MoodDirection.Match, MoodDirection.Lift, MoodDirection.Calm)]
    public string Direction { get; init; } = MoodDirection.Match;

    /// <summary>
    /// How much the mood counts: 0 is pure taste, 1 as the model was trained, more makes songs that sound like the mood
    /// come first.
    /// </summary>
    [Range(0d, 1000d)]
    public float MoodWeight { get; init; } = 1;

    /// <summary>The songs heard before, oldest first. Ids that the model does not know count as unknown songs.</summary>
    public IReadOnlyList<string> RecentSongIds { get; init; } = [];

    /// <summary>How each recent song went, from 0 to 1; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentFeedback { get; init; } = [];

    /// <summary>The valence, from -1 to 1, of what the listener wrote at each recent song; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentValence { get; init; } = [];

    /// <summary>How many hours ago each recent song was played, 0 or more; as many as recent songs, or none.</summary>
    public IReadOnlyList<float> RecentHoursAgo { get; init; } = [];

    /// <summary>
    /// What becomes of the recent songs: "exclude" leaves them out, "allow" treats them as any other, "replay" lets them
    /// come back the longer ago they were heard.
    /// </summary>
    [AllowedValues(Recommendation.SeenSongs.Exclude, Recommendation.SeenSongs.Allow, Recommendation.SeenSongs.Replay)]
    public string SeenSongs { get; init; } = Recommendation.SeenSongs.Exclude;

    /// <summary>For "replay": after how many hours a song has lost half of its penalty for having been heard.</summary>
    [Range(0.01, 1_000_000d)]
    public float ReplayHalfLifeHours { get; init; } = 24;

    /// <summary>Songs that must not be recommended.</summary>
    public IReadOnlyList<string> ExcludedSongIds { get; init; } = [];

    /// <summary>The only songs that may be recommended, less the excluded ones; none for all of the catalogue.</summary>
    public IReadOnlyList<string> AllowedSongIds { get; init; } = [];

    /// <summary>How much songs unlike those above them in the list are preferred; 0 orders by score alone.</summary>
    [Range(0d, 1d)]
    public float Diversity { get; init; }

    /// <summary>How many songs of one artist the list may have; null for any number.</summary>
    [Range(1d, 1000d)]
    public int? MaxPerArtist { get; init; }

    /// <summary>
    /// How much the chance that the listener likes a song counts beside the chance that they would play it next: 0 not at
    /// all, 1 orders by the chance of both.
    /// </summary>
    [Range(0d, 1000d)]
    public float LikeWeight { get; init; }

    /// <summary>How many songs to recommend.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Whether to answer with the list that the same listener would get without the text, too.</summary>
    public bool CompareWithoutText { get; init; }

    /// <summary>
    /// Whether to answer with the reasons: the recent songs that speak for each song, what each word did to the mood that
    /// was read, and the list without the text. It costs the service up to 150 runs of the model. One such answer is made at
    /// a time; when too many wait, it is refused with 503, and the same request without reasons is answered.
    /// </summary>
    public bool Explain { get; init; }

    /// <summary>Every field that is wrong, with what was expected; none of the listener's text.</summary>
    internal Dictionary<string, string[]> Errors(MoodRecWebOptions options)
    {
        var errors = new FieldErrors();
        errors.Attributes(this);
        errors.Text(nameof(Text), Text, options.MaxTextLength);
        errors.Ids(nameof(RecentSongIds), RecentSongIds, options.MaxHistory);
        errors.Ids(nameof(ExcludedSongIds), ExcludedSongIds, options.MaxExcluded);
        errors.Ids(nameof(AllowedSongIds), AllowedSongIds, options.MaxAllowed);
        errors.PerSong(nameof(RecentFeedback), RecentFeedback, RecentSongIds.Count, 0, 1);
        errors.PerSong(nameof(RecentValence), RecentValence, RecentSongIds.Count, -1, 1);
        errors.PerSong(nameof(RecentHoursAgo), RecentHoursAgo, RecentSongIds.Count, 0, float.MaxValue);
        errors.Number(nameof(TextHoursAgo), TextHoursAgo, 0, float.MaxValue);
        errors.Number(nameof(Top), Top, 1, options.MaxTop);
        return errors.ByField;
    }

    /// <summary>The model's input.</summary>
    internal ListenerContext ToContext() => new()
    {
        Text = Text,
        TextHoursAgo = TextHoursAgo,
        GivenValence = Valence ?? float.NaN,
        GivenArousal = Arousal ?? float.NaN,
        GivenEmotion = Emotion ?? "",
        MoodDirection = Direction,
        MoodWeight = MoodWeight,
        RecentSongIds = [.. RecentSongIds],
        RecentFeedback = [.. RecentFeedback],
        RecentValence = [.. RecentValence],
        RecentHoursAgo = [.. RecentHoursAgo],
        SeenSongs = SeenSongs,
        ReplayHalfLifeHours = ReplayHalfLifeHours,
        ExcludedSongIds = [.. ExcludedSongIds],
        AllowedSongIds = [.. AllowedSongIds],
        Diversity = Diversity,
        MaxPerArtist = MaxPerArtist ?? 0,
        LikeWeight = LikeWeight,
        TopN = Top,
    };
}
