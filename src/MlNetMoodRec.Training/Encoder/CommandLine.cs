namespace MlNetMoodRec.Training.Encoder;

/// <summary>The command that repeats a training, as its card gives it: every option that is not at its default.</summary>
internal static class CommandLine
{
    /// <summary>A command.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="options">The options of the training.</param>
    /// <param name="defaults">The same at their defaults.</param>
    /// <param name="others">Options of this command alone: name, value, default.</param>
    public static string Of(string command, EncoderOptions options, EncoderOptions defaults, params (string Name, object Value, object Default)[] others)
    {
        (string Name, object Value, object Default)[] all =
        [
            .. others,
            ("--epochs", options.Epochs, defaults.Epochs),
            ("--learning-rate", options.LearningRate, defaults.LearningRate),
            ("--tokens-per-batch", options.TokensPerBatch, defaults.TokensPerBatch),
            ("--data-terms", options.OpenDataOnly ? "open" : "any", "any"),
            ("--layers", options.Model.Layers, defaults.Model.Layers),
            ("--width", options.Model.Width, defaults.Model.Width),
            ("--heads", options.Model.Heads, defaults.Model.Heads),
            ("--max-length", options.Model.MaxPositions, defaults.Model.MaxPositions),
            ("--threads", options.Threads, defaults.Threads),
            ("--seed", options.Seed, defaults.Seed),
        ];
        IEnumerable<string> changed = all.Where(o => !o.Value.Equals(o.Default)).Select(o => FormattableString.Invariant($"{o.Name} {o.Value}"));
        IEnumerable<string> texts = options.TextFiles.Select(file => "--texts " + Path.GetFileName(file));
        return string.Join(' ', [$"moodrec encoder {command} --data DIR --out FOLDER", .. texts, .. changed]);
    }
}
