using System.CommandLine;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>How well a mood encoder reads labelled texts.</summary>
internal static class EncoderEvaluateCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> data = CommonOptions.Path(
            "--data", "The folder of the labelled data sets: goemotions, sst2, emotion, tweeteval, emobank, vader-lexicon", "folder", required: true);
        Option<string> model = DefaultEncoder.Option("--model");
        var command = new ExampleCommand(
            "evaluate",
            "Measures a mood encoder on the test parts of labelled data sets (SST-2, as is usual: the development part).",
            "moodrec encoder evaluate --data data --model models/mood-encoder")
        {
            data, model,
        };
        command.SetAction(parsed =>
        {
            IReadOnlyList<EncoderScore> scores = EncoderEvaluation.Evaluate(DefaultEncoder.Folder(parsed, model), parsed.GetRequiredValue(data));
            if (parsed.GetValue(CommonOptions.Json))
            {
                console.Output.WriteLine(JsonSerializer.Serialize(scores, EvaluationJson.Options));
            }
            else
            {
                ScoreTable.Write(console.Results, scores);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
