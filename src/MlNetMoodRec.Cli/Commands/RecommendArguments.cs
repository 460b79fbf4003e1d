using System.CommandLine;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The options that say what one listener wants to hear.</summary>
internal sealed class RecommendArguments
{
    private static readonly ListenerContext s_defaults = new();

    private readonly Option<string> _text = new("--text") { Description = "How the listener feels, in their words", DefaultValueFactory = _ => "", HelpName = "words" };

    private readonly Option<string> _emotion = Emotion();

    private readonly Option<double?> _valence = CommonOptions.OptionalReal("--valence", "The mood's valence, instead of that of the words", -1, 1);

    private readonly Option<double?> _arousal = CommonOptions.OptionalReal("--arousal", "The mood's arousal, instead of that of the words", -1, 1);

    private readonly Option<Choice<string>> _direction = CommonOptions.Choice(
        "--direction",
        "Where the list goes from the mood",
        MoodDirection.Match,
        new(MoodDirection.Match, MoodDirection.Match),
        new(MoodDirection.Lift, MoodDirection.Lift),
        new(MoodDirection.Calm, MoodDirection.Calm));

    private readonly Option<double?> _moodWeight = CommonOptions.OptionalReal(
        "--mood-weight", "How much the mood counts: 0 is pure taste, 1 as trained [default: 1]", 0, 1000);

    private readonly Option<string> _recent = new("--recent") { Description = "Songs heard before, oldest first", HelpName = "id,id" };

    private readonly Option<Choice<string>> _seen = CommonOptions.Choice(
        "--seen",
        "Whether the recent songs may be recommended again; replay: the less the more recently heard",
        SeenSongs.Exclude,
        new("exclude", SeenSongs.Exclude),
        new("include", SeenSongs.Allow),
        new("replay", SeenSongs.Replay));

    private readonly Option<int> _top = CommonOptions.Number("--top", "How many songs", least: 1, s_defaults.TopN);

    private readonly Option<string> _exclude = new("--exclude") { Description = "Songs that must not be recommended", HelpName = "id,id" };

    private readonly Option<string> _only = new("--only") { Description = "The only songs that may be recommended", HelpName = "id,id" };

    private readonly Option<double?> _diversity = CommonOptions.OptionalReal(
        "--diversity", "How much songs unlike those above them are preferred [default: 0]", 0, 1);

    private readonly Option<int?> _maxPerArtist = CommonOptions.OptionalNumber("--max-per-artist", "How many songs of one artist at most", least: 1);

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _text, _emotion, _valence, _arousal, _direction, _moodWeight, _recent, _seen, _top, _exclude, _only, _diversity, _maxPerArtist,
        ];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    public ListenerContext Read(ParseResult parsed) => new()
    {
        Text = parsed.GetValue(_text) ?? "",
        GivenEmotion = parsed.GetValue(_emotion) ?? "",
        GivenValence = (float)(parsed.GetValue(_valence) ?? double.NaN),
        GivenArousal = (float)(parsed.GetValue(_arousal) ?? double.NaN),
        MoodDirection = parsed.GetValue(_direction).Value,
        MoodWeight = (float)(parsed.GetValue(_moodWeight) ?? s_defaults.MoodWeight),
        RecentSongIds = CommonOptions.Ids(parsed.GetValue(_recent)),
        SeenSongs = parsed.GetValue(_seen).Value,
        TopN = parsed.GetValue(_top),
        ExcludedSongIds = CommonOptions.Ids(parsed.GetValue(_exclude)),
        AllowedSongIds = CommonOptions.Ids(parsed.GetValue(_only)),
        Diversity = (float)(parsed.GetValue(_diversity) ?? s_defaults.Diversity),
        MaxPerArtist = parsed.GetValue(_maxPerArtist) ?? s_defaults.MaxPerArtist,
    };

    private static Option<string> Emotion()
    {
        var option = new Option<string>("--emotion") { Description = "The mood as one word or emoji, such as happy, calm, sad or 😡", HelpName = "word" };
        option.Validators.Add(result =>
        {
            if (!NamedMoods.TryFind(result.Tokens[0].Value, out _, out _))
            {
                result.AddError($"--emotion is not a mood that is known by name; expected one of {string.Join(", ", NamedMoods.Names)}. Say anything else in --text.");
            }
        });
        return option;
    }
}
