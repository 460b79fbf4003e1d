namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What a model reads of an event.</summary>
[Flags]
internal enum SiTunesInputs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The song's sound, and what training events tell of the song.</summary>
    Song = 1,

    /// <summary>Who the person is, and what training events tell of them.</summary>
    Person = 2,

    /// <summary>The mood before the song.</summary>
    Mood = 4,
}
