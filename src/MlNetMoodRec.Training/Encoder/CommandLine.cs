namespace MlNetMoodRec.Training.Encoder;

/// <summary>Command lines as model cards give them.</summary>
internal static class CommandLine
{
    /// <summary>The options that are not at their default, each after a space.</summary>
    public static string Changed(params (string Name, object Value, object Default)[] options) => string.Concat(
        options.Where(o => !o.Value.Equals(o.Default)).Select(o => FormattableString.Invariant($" {o.Name} {o.Value}")));
}
