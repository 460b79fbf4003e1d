namespace MlNetMoodRec.Recommendation;

/// <summary>
/// What is known when songs are asked for: the listener's words and what they have been hearing. The input row of a
/// recommender. Everything is optional; the four history columns run from the oldest song to the latest.
/// </summary>
public class ListenerContext
{
    /// <summary>The listener's id. Models do not read it; it is here so that results can be joined.</summary>
    public string UserId { get; set; } = "";

    /// <summary>How the listener feels, in their words.</summary>
    public string Text { get; set; } = "";

    /// <summary>How many hours ago <see cref="Text"/> was written: 0 for just now, which is also what negative and missing values count as.</summary>
    public float TextHoursAgo { get; set; }

    /// <summary>The songs heard before, oldest first. Ids that the model does not know count as unknown songs.</summary>
    public string[] RecentSongIds { get; set; } = [];

    /// <summary>How each recent song went, in [0, 1]. Missing values count as 1.</summary>
    public float[] RecentFeedback { get; set; } = [];

    /// <summary>The valence, in [-1, 1], of what the listener wrote at each recent song. Missing values count as 0.</summary>
    public float[] RecentValence { get; set; } = [];

    /// <summary>How many hours ago each recent song was played. Missing values count as unknown.</summary>
    public float[] RecentHoursAgo { get; set; } = [];

    /// <summary>Songs that must not be recommended.</summary>
    public string[] ExcludedSongIds { get; set; } = [];

    /// <summary>
    /// How much the chance that the listener likes a song counts beside the chance that they would play it next: songs
    /// are ordered by score + weight x ln(chance of liking). 0 orders by the score alone, 1 by the chance of a song that
    /// is both played and liked. At least 0.
    /// </summary>
    public float LikeWeight { get; set; }

    /// <summary>How many songs to recommend; at least 1, and at most as many as the catalogue has.</summary>
    public int TopN { get; set; } = 10;
}
