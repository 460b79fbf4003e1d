namespace MlNetMoodRec.Evaluation;

/// <summary>Whether songs that the listener has heard before compete with the target song.</summary>
public enum SeenSongPolicy
{
    /// <summary>
    /// They do not: the row's <see cref="Recommendation.ListenerContext.ExcludedSongIds"/> are no candidates. The target
    /// always is one, also when it has been heard before.
    /// </summary>
    Excluded,

    /// <summary>They do: every song of the catalogue is a candidate.</summary>
    Included,
}
