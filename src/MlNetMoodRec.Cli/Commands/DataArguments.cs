using System.CommandLine;
using System.Globalization;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The options that say which interactions are read and how they are split; training and evaluation share them.</summary>
internal sealed class DataArguments
{
    private readonly Option<string> _data = CommonOptions.Path(
        "--data", "The interactions: CSV, TSV, JSON lines (also .gz) or Parquet", "file", required: true);

    private readonly Option<string> _map = new("--map")
    {
        Description = "Which column holds what, of user, song, time, feedback and text; usual names are found without it",
        HelpName = "key=column,...",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<Choice<DataFormat>?> _format = CommonOptions.OptionalChoice<DataFormat>(
        "--format",
        "The format, where the file's name does not tell it; sequences is 'user song song ...' a line",
        new("csv", DataFormat.Csv),
        new("tsv", DataFormat.Tsv),
        new("jsonl", DataFormat.JsonLines),
        new("parquet", DataFormat.Parquet),
        new("sequences", DataFormat.Sequences));

    private readonly Option<Choice<BadRowHandling>> _onBadRow = CommonOptions.OnBadRow();

    private readonly Option<Choice<TextTime>> _textTime = CommonOptions.Choice(
        "--text-time",
        "Whether texts were written before the song (check-ins) or after it (reviews), unless a column text-time says it",
        TextTime.After,
        new("before", TextTime.Before),
        new("after", TextTime.After));

    private readonly Option<Choice<double?>> _moodWindow = new("--mood-window")
    {
        Description = "How many hours an earlier text stands for the mood; 'always' for reviews that are weeks apart",
        HelpName = "hours|always",
        DefaultValueFactory = _ => new("24", new HistoryOptions().MoodWindowHours),
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            if (given == "always")
            {
                return new(given, null);
            }

            if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double hours) || !(hours >= 0))
            {
                result.AddError($"--mood-window is '{given}'; expected a number of hours, or 'always'.");
            }

            return new(given, hours);
        },
    };

    private readonly Option<int> _history = CommonOptions.Number(
        "--history", "How many of the latest songs a row holds", least: 1, new HistoryOptions().Length);

    private readonly Option<Choice<DataSplit>> _split;
    private readonly Option<Choice<SeenSongPolicy>> _seen = CommonOptions.Seen(
        SeenSongPolicy.Included, "Whether songs that the listener has heard before are candidates; exclude them where nothing is played twice");

    /// <param name="mayTestAll">Whether testing on all rows makes sense: not where a model is trained on them.</param>
    public DataArguments(bool mayTestAll)
    {
        List<Choice<DataSplit>> splits = [new("time", DataSplit.Time), new("leave-one-out", DataSplit.LeaveOneOut)];
        if (mayTestAll)
        {
            splits.Add(new("all", DataSplit.All));
        }

        _split = CommonOptions.Choice(
            "--split",
            "How rows are held out: time (70/20/10), each listener's last event" + (mayTestAll ? ", or test on all rows" : ""),
            DataSplit.Time,
            [.. splits]);
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_data, _map, _format, _onBadRow, _textTime, _moodWindow, _history, _split, _seen])
        {
            command.Options.Add(option);
        }
    }

    public EventDataOptions Read(ParseResult parsed) => new()
    {
        Path = parsed.GetRequiredValue(_data),
        Reader = new InteractionReaderOptions
        {
            Map = parsed.GetValue(_map) ?? "",
            Format = parsed.GetValue(_format)?.Value,
            OnBadRow = parsed.GetValue(_onBadRow).Value,
            TextTime = parsed.GetValue(_textTime).Value,
        },
        Split = parsed.GetValue(_split).Value,
        SeenSongs = parsed.GetValue(_seen).Value,
        History = new HistoryOptions { Length = parsed.GetValue(_history), MoodWindowHours = parsed.GetValue(_moodWindow).Value },
    };
}
