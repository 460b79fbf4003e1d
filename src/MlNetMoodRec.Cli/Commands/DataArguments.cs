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

    private readonly Option<DataFormat?> _format = CommonOptions.OptionalChoice<DataFormat>(
        "--format",
        "The format, where the file's name does not tell it; sequences is 'user song song ...' a line",
        ("csv", DataFormat.Csv),
        ("tsv", DataFormat.Tsv),
        ("jsonl", DataFormat.JsonLines),
        ("parquet", DataFormat.Parquet),
        ("sequences", DataFormat.Sequences));

    private readonly Option<BadRowHandling> _onBadRow = CommonOptions.Choice(
        "--on-bad-row",
        "What to do with a row that cannot be understood",
        BadRowHandling.Fail,
        ("error", BadRowHandling.Fail),
        ("skip", BadRowHandling.Skip));

    private readonly Option<TextTime> _textTime = CommonOptions.Choice(
        "--text-time",
        "Whether texts were written before the song (check-ins) or after it (reviews), unless a column text-time says it",
        TextTime.After,
        ("before", TextTime.Before),
        ("after", TextTime.After));

    private readonly Option<double?> _moodWindow = new("--mood-window")
    {
        Description = "How many hours an earlier text stands for the mood; 'always' for reviews that are weeks apart [default: 24]",
        HelpName = "hours|always",
        DefaultValueFactory = _ => new HistoryOptions().MoodWindowHours,
        CustomParser = result =>
        {
            string given = result.Tokens[0].Value;
            if (given == "always")
            {
                return null;
            }

            if (double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double hours) && hours >= 0)
            {
                return hours;
            }

            result.AddError($"--mood-window is '{given}'; expected a number of hours, or 'always'.");
            return null;
        },
    };

    private readonly Option<int> _history = CommonOptions.Number(
        "--history", "How many of the latest songs a row holds", least: 1, new HistoryOptions().Length);

    private readonly Option<DataSplit> _split;
    private readonly Option<SeenSongPolicy> _seen = CommonOptions.Seen(
        SeenSongPolicy.Included, "Whether songs that the listener has heard before are candidates; exclude them where nothing is played twice");

    /// <param name="mayTestAll">Whether testing on all rows makes sense: not where a model is trained on them.</param>
    public DataArguments(bool mayTestAll)
    {
        List<(string, DataSplit)> splits = [("time", DataSplit.Time), ("leave-one-out", DataSplit.LeaveOneOut)];
        if (mayTestAll)
        {
            splits.Add(("all", DataSplit.All));
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
            Format = parsed.GetValue(_format),
            OnBadRow = parsed.GetValue(_onBadRow),
            TextTime = parsed.GetValue(_textTime),
        },
        Split = parsed.GetValue(_split),
        SeenSongs = parsed.GetValue(_seen),
        History = new HistoryOptions { Length = parsed.GetValue(_history), MoodWindowHours = parsed.GetValue(_moodWindow) },
    };
}
