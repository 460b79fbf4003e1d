namespace MlNetMoodRec.Text;

/// <summary>The ways in which BERT's normaliser and pre-tokeniser treat a character other than as it is.</summary>
[Flags]
internal enum BertCharacterKinds : byte
{
    None = 0,

    /// <summary>Controls, formats, private use, lone surrogates and U+FFFD: left out.</summary>
    Dropped = 1,

    /// <summary>Separates words and becomes one space.</summary>
    WhiteSpace = 2,

    /// <summary>A word by itself.</summary>
    Punctuation = 4,

    /// <summary>Set between spaces.</summary>
    CjkIdeograph = 8,

    /// <summary>Changed by lower-casing or accent stripping.</summary>
    Folded = 16,
}
