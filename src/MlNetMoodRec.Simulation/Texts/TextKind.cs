namespace MlNetMoodRec.Simulation.Texts;

/// <summary>How a simulated text tells of its writer's mood.</summary>
public enum TextKind
{
    /// <summary>There is no text.</summary>
    None,

    /// <summary>Says it in plain words.</summary>
    Plain,

    /// <summary>Says it by what it is not.</summary>
    Negated,

    /// <summary>Says it in slang.</summary>
    Slang,

    /// <summary>Says it with emoji, with or without words.</summary>
    Emoji,

    /// <summary>Says it in plain words with typing errors.</summary>
    Typos,

    /// <summary>Says it in Spanish, French or German.</summary>
    OtherLanguage,

    /// <summary>Says nothing about the writer's mood.</summary>
    NoMood,

    /// <summary>Sounds like another mood than the writer's: irony, somebody else's mood, the mood of the song.</summary>
    Misleading,
}
