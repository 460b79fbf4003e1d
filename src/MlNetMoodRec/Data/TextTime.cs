namespace MlNetMoodRec.Data;

/// <summary>When the text of an <see cref="Interaction"/> was written.</summary>
public enum TextTime
{
    /// <summary>After the song: a review. It may inform later events only.</summary>
    After,

    /// <summary>Before the song: a check-in. It may inform this event and later ones.</summary>
    Before,
}
