namespace MlNetMoodRec.Data;

/// <summary>What a reader does with a row that cannot be understood.</summary>
public enum BadRowHandling
{
    /// <summary>Stop with a <see cref="MoodRecException"/> that names file, line and column.</summary>
    Fail,

    /// <summary>Leave the row out and count it.</summary>
    Skip,
}
