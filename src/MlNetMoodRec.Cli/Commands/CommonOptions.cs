using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Options that several commands share, and their checks.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write the result as JSON to standard output; notes and progress go to standard error",
        Recursive = true,
    };

    public static Option<int> Seed() => Number("--seed", "The same seed gives the same result, bit for bit", least: 0, unlessGiven: 1);

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static Option<int> Number(string name, string description, int least, int unlessGiven) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => unlessGiven,
        CustomParser = result => Parse(result, name, least),
    };

    /// <summary>A whole number of at least <paramref name="least"/>, or nothing.</summary>
    public static Option<int?> OptionalNumber(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => Parse(result, name, least),
    };

    /// <summary>A number; what it may be, the command says.</summary>
    public static Option<double> Real(string name, string description, double unlessGiven) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => unlessGiven,
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            {
                result.AddError($"{name} is '{given}'; expected a number.");
            }

            return number;
        },
    };

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, or nothing.</summary>
    public static Option<double?> OptionalReal(string name, string description, double least, double most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= least && number <= most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{given}'; expected a number from {least} to {most}."));
            }

            return number;
        },
    };

    /// <summary>The folder that a command writes to; it need not be there yet.</summary>
    /// <exception cref="MoodRecException">It is a file.</exception>
    public static string Folder(ParseResult parsed, Option<string> option)
    {
        string folder = parsed.GetRequiredValue(option);
        return File.Exists(folder) ? throw new MoodRecException($"{option.Name} '{folder}' is a file; expected the name of a folder.") : folder;
    }

    /// <summary>The path of a file or a folder, never empty.</summary>
    public static Option<string> Path(string name, string description, string helpName, bool required = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName, Required = required };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
            {
                result.AddError($"{name} is empty; expected a path.");
            }
        });
        return option;
    }

    /// <summary>Whether songs heard before may be recommended.</summary>
    public static Option<Choice<SeenSongPolicy>> Seen(SeenSongPolicy unlessGiven, string description) => Choice(
        "--seen",
        description,
        unlessGiven,
        new("exclude", SeenSongPolicy.Excluded),
        new("include", SeenSongPolicy.Included));

    /// <summary>How the weights of an encoder are stored.</summary>
    public static Option<Choice<EncoderStorage>> Storage() => Choice(
        "--storage",
        "How the weights are stored; fp16 halves the file and int8 quarters it",
        EncoderStorage.Fp32,
        new("fp32", EncoderStorage.Fp32),
        new("fp16", EncoderStorage.Fp16),
        new("int8", EncoderStorage.Int8));

    /// <summary>What to do with bad rows.</summary>
    public static Option<Choice<BadRowHandling>> OnBadRow() => Choice(
        "--on-bad-row",
        "What to do with a row that cannot be understood",
        BadRowHandling.Fail,
        new("error", BadRowHandling.Fail),
        new("skip", BadRowHandling.Skip));

    /// <summary>The format of a file of rows.</summary>
    public static Option<Choice<DataFormat>?> TableFormat() => OptionalChoice<DataFormat>(
        "--format",
        "The input's format, where its name does not tell it",
        new("csv", DataFormat.Csv),
        new("tsv", DataFormat.Tsv),
        new("jsonl", DataFormat.JsonLines),
        new("parquet", DataFormat.Parquet));

    /// <summary>One of a few named values.</summary>
    public static Option<Choice<T>> Choice<T>(string name, string description, T unlessGiven, params Choice<T>[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices),
        DefaultValueFactory = _ => choices.First(c => Equals(c.Value, unlessGiven)),
        CustomParser = result => Find(result, name, result.Tokens[0].Value, choices),
    };

    /// <summary>One of a few named values, or nothing.</summary>
    public static Option<Choice<T>?> OptionalChoice<T>(string name, string description, params Choice<T>[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices),
        CustomParser = result => Find(result, name, result.Tokens[0].Value, choices),
    };

    /// <summary>The ids of a comma-separated list, without empty ones.</summary>
    public static string[] Ids(string? list) =>
        list is null ? [] : list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The choice of a name, or an error that lists the names.</summary>
    public static Choice<T> Find<T>(ArgumentResult result, string option, string given, Choice<T>[] choices)
    {
        int found = Array.FindIndex(choices, c => c.Name == given);
        if (found >= 0)
        {
            return choices[found];
        }

        result.AddError($"{option} is '{given}'; expected {string.Join(", ", choices.SkipLast(1))} or {choices[^1]}.");
        return default;
    }

    private static int Parse(ArgumentResult result, string name, int least)
    {
        string given = result.Tokens[0].Value;
        if (!int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || number < least)
        {
            result.AddError($"{name} is '{given}'; expected a whole number of at least {least}.");
        }

        return number;
    }
}
