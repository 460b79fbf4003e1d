namespace MlNetMoodRec.Recommendation;

/// <summary>
/// What is known when songs are asked for: the listener's words, what they have been hearing, and what they wish for.
/// The input row of a recommender. Everything is optional; the four history columns run from the oldest song to the latest.
/// </summary>
/// <remarks>
/// The mood is a point of valence and arousal, each in [-1, 1]. It is found for each of the two by itself: the given
/// number, else that of the given emotion, else what was read from the text, else 0. With text and sliders together the
/// sliders so say what the mood is, while a model that reads texts also goes by the words. A reading of another time is
/// given as the two numbers. Songs lie in the same plane at 2 x valence - 1 and 2 x energy - 1 of the catalogue.
/// </remarks>
public class ListenerContext
{
    /// <summary>The listener's id. Models do not read it; it is here so that results can be joined.</summary>
    public string UserId { get; set; } = "";

    /// <summary>How the listener feels, in their words.</summary>
    public string Text { get; set; } = "";

    /// <summary>How many hours ago <see cref="Text"/> was written: 0 for just now, which is also what negative and missing values count as.</summary>
    public float TextHoursAgo { get; set; }

    /// <summary>The mood's valence, in [-1, 1], where it is known by other means than words (a slider, an earlier reading); NaN for not given.</summary>
    public float GivenValence { get; set; } = float.NaN;

    /// <summary>The mood's arousal, in [-1, 1], where it is known by other means than words; NaN for not given.</summary>
    public float GivenArousal { get; set; } = float.NaN;

    /// <summary>The mood as one word or emoji of <see cref="Mood.NamedMoods"/>; empty for not given, and anything else counts as not given.</summary>
    public string GivenEmotion { get; set; } = "";

    /// <summary>
    /// Where the list goes from the mood: one of <see cref="Recommendation.MoodDirection"/>; anything else counts as
    /// <see cref="Recommendation.MoodDirection.Match"/>. The aim moves in a straight line over the places of the list, from the mood at
    /// the first to where the direction leads at the last (a list of one aims there).
    /// </summary>
    public string MoodDirection { get; set; } = Recommendation.MoodDirection.Match;

    /// <summary>
    /// How much the mood counts, in [0, 1000]. 0 is pure taste: neither the text nor the aim has any effect. Below 1, what a
    /// model that reads texts makes of the text is scaled by it; from 1 on it is as trained. NaN counts as 1.
    /// </summary>
    /// <remarks>
    /// A song's fit to the mood comes on top: its score changes by weight x s x -(distance from the song to the aim)^2,
    /// where s is the standard deviation of the catalogue's scores in this situation. That weight is the whole mood
    /// weight when the direction is not to match or a mood is given besides the text. To match a text alone it is mood
    /// weight - 1 and at least 0, so that 1 leaves the model as it was trained; to match without any mood it is 0. A song
    /// of unknown valence or energy fits as well as the average song whose are known.
    /// </remarks>
    public float MoodWeight { get; set; } = 1;

    /// <summary>The songs heard before, oldest first. Ids that the model does not know count as unknown songs.</summary>
    public string[] RecentSongIds { get; set; } = [];

    /// <summary>How each recent song went, in [0, 1]. Missing values count as 1.</summary>
    public float[] RecentFeedback { get; set; } = [];

    /// <summary>The valence, in [-1, 1], of what the listener wrote at each recent song. Missing values count as 0.</summary>
    public float[] RecentValence { get; set; } = [];

    /// <summary>How many hours ago each recent song was played. Missing values count as unknown.</summary>
    public float[] RecentHoursAgo { get; set; } = [];

    /// <summary>What becomes of the recent songs: one of <see cref="Recommendation.SeenSongs"/>; anything else counts as <see cref="Recommendation.SeenSongs.Allow"/>.</summary>
    public string SeenSongs { get; set; } = Recommendation.SeenSongs.Allow;

    /// <summary>For <see cref="Recommendation.SeenSongs.Replay"/>: after how many hours a song lost half of its penalty; values that are not above 0 count as 24.</summary>
    public float ReplayHalfLifeHours { get; set; } = 24;

    /// <summary>Songs that must not be recommended.</summary>
    public string[] ExcludedSongIds { get; set; } = [];

    /// <summary>The only songs that may be recommended, less the excluded ones; empty for all songs of the catalogue.</summary>
    public string[] AllowedSongIds { get; set; } = [];

    /// <summary>
    /// How much songs unlike those above them in the list are preferred, in [0, 1], by maximal marginal relevance
    /// (Carbonell and Goldstein 1998): each place goes to the song of the largest (1 - diversity) x relevance -
    /// diversity x largest similarity to a song above. Relevance is the score, scaled to [0, 1] over the candidates.
    /// Similarity, in [0, 1], is the mean over what is known of both songs: same artist, same genre, and closeness of
    /// valence, energy and tempo. 0 orders by score alone.
    /// </summary>
    public float Diversity { get; set; }

    /// <summary>How many songs of one artist the list has at most; values below 1 count as no limit. Songs of unknown artists are not limited.</summary>
    public int MaxPerArtist { get; set; }

    /// <summary>
    /// How much the chance that the listener likes a song counts beside the chance that they would play it next: songs
    /// are ordered by score + weight x ln(chance of liking). 0 orders by the score alone, 1 by the chance of a song that
    /// is both played and liked. In [0, 1000].
    /// </summary>
    public float LikeWeight { get; set; }

    /// <summary>
    /// How many songs to recommend; at least 1, and at most as many as the catalogue has. A list with a path, diversity or
    /// a limit per artist is made of the best 20 x this many songs, and at least 200.
    /// </summary>
    public int TopN { get; set; } = 10;

    /// <summary>A copy with a change; arrays are shared.</summary>
    internal ListenerContext Copy(Action<ListenerContext> change)
    {
        var copy = (ListenerContext)MemberwiseClone();
        change(copy);
        return copy;
    }
}
