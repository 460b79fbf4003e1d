namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// A listener's interactions in time order. Those from <see cref="FirstTarget"/> on are rows of the data and are
/// predicted; those before it are known from the history of the first row only.
/// </summary>
internal sealed class ListeningSequence
{
    /// <summary>The listener, who has another sequence where the data has gaps.</summary>
    public required string UserId { get; init; }

    /// <summary>Indices of <see cref="SongIndex"/>.</summary>
    public required int[] Songs { get; init; }

    /// <summary>Feedback in [0, 1].</summary>
    public required float[] Feedback { get; init; }

    /// <summary>Valence in [-1, 1] of what was written at each interaction; 0 where nothing was.</summary>
    public required float[] Valence { get; init; }

    /// <summary>Hours from each interaction to the next; negative where unknown.</summary>
    public required float[] ElapsedHours { get; init; }

    /// <summary>The row of <see cref="TextEmbeddings"/> that holds what was written before each interaction.</summary>
    public required int[] Texts { get; init; }

    /// <summary>How many hours before each interaction its text was written, at least 0; 0 where there is none.</summary>
    public required float[] TextHours { get; init; }

    /// <summary>Songs that must not be recommended at each interaction, as catalogue positions (index - 1); null for none.</summary>
    public required HashSet<int>?[] Excluded { get; init; }

    /// <summary>The first interaction that is predicted.</summary>
    public required int FirstTarget { get; init; }
}
