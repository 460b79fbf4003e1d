using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The options that say how a method is trained.</summary>
internal sealed class MethodArguments
{
    private readonly Option<string> _catalogue = CommonOptions.Path(
        "--catalogue", "The songs with title, artist, genre, tempo, valence and energy, as far as known", "file");

    private readonly Option<string> _catalogueMap = new("--catalogue-map")
    {
        Description = "Which column of the catalogue holds what, of id, title, artist, genre, tempo, valence and energy",
        HelpName = "key=column,...",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _encoder = DefaultEncoder.Option();

    private readonly Option<string> _lstm = CommonOptions.Path(
        "--lstm-options", "Options of lstm and mood-lstm as a JSON file, such as the best.json of 'moodrec tune'; other options here go before it", "file");

    private readonly Option<int?> _epochs = CommonOptions.OptionalNumber(
        "--epochs", "Passes of the LSTM over the data at most, or iterations of the matrix factorisation", least: 1);

    private readonly Option<Choice<FitPart>> _fitOn = CommonOptions.Choice(
        "--fit-on",
        "The rows to fit on; with both there is no early stopping",
        FitPart.Training,
        new("train", FitPart.Training),
        new("train+validation", FitPart.TrainingAndValidation));

    private readonly Option<int> _seed = CommonOptions.Seed();

    private readonly Option<int> _k = CommonOptions.Number("--k", "The cut-off of HR@k, NDCG@k and MRR@k", least: 1, unlessGiven: 10);

    public static Choice<RecommenderMethod>[] Methods { get; } = [.. Enum.GetValues<RecommenderMethod>().Select(m => new Choice<RecommenderMethod>(m.Name(), m))];

    /// <param name="command">The command.</param>
    /// <param name="forSearch">Whether options are searched: without a test, and with epochs of the search's own.</param>
    public void AddTo(Command command, bool forSearch = false)
    {
        Option[] always = [_catalogue, _catalogueMap, _encoder, _lstm];
        foreach (Option option in forSearch ? [.. always, _seed] : (Option[])[.. always, _epochs, _fitOn, _seed, _k])
        {
            command.Options.Add(option);
        }
    }

    public int Cutoff(ParseResult parsed) => parsed.GetValue(_k);

    /// <summary>Reads the options and the catalogue, of which <paramref name="console"/> gets a summary.</summary>
    public TrainingRunOptions Read(ParseResult parsed, RecommenderMethod method, CliConsole console, string checkpointFolder = "")
    {
        var als = new AlsOptions();
        MoodLstmOptions lstm = parsed.GetValue(_lstm) is { } file ? MoodLstmOptionsFile.Read(file) : new MoodLstmOptions();
        int? epochs = parsed.GetValue(_epochs);
        var defaults = new TrainingRunOptions();
        return new TrainingRunOptions
        {
            Method = method,
            EncoderFolder = DefaultEncoder.Folder(parsed, _encoder),
            Catalogue = ReadCatalogue(parsed, console),
            Als = als with { Iterations = epochs ?? als.Iterations },
            Lstm = lstm with { Epochs = epochs ?? lstm.Epochs },
            FitOn = parsed.GetResult(_fitOn) is null ? defaults.FitOn : parsed.GetValue(_fitOn).Value,
            K = parsed.GetResult(_k) is null ? defaults.K : parsed.GetValue(_k),
            Seed = parsed.GetValue(_seed),
            CheckpointFolder = checkpointFolder,
        };
    }

    private IReadOnlyList<Song> ReadCatalogue(ParseResult parsed, CliConsole console)
    {
        if (parsed.GetValue(_catalogue) is not { } path)
        {
            return [];
        }

        var reader = new CatalogueReader(path, new CatalogueReaderOptions { Map = parsed.GetValue(_catalogueMap) ?? "" });
        IReadOnlyList<Song> songs = reader.Read();
        console.WriteNote($"{reader.Summary}");
        return songs;
    }
}
