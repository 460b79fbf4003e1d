namespace MlNetMoodRec.Training.Encoder;

/// <summary>One public data set in its official parts.</summary>
internal sealed record LabelledTextSet(
    string Name, IReadOnlyList<LabelledText> Train, IReadOnlyList<LabelledText> Dev, IReadOnlyList<LabelledText> Test)
{
    /// <summary>One part by its name.</summary>
    public IReadOnlyList<LabelledText> this[TextSplit split] => split switch
    {
        TextSplit.Train => Train,
        TextSplit.Dev => Dev,
        _ => Test,
    };
}
