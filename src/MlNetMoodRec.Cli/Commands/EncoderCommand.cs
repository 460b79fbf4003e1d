using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>The commands about mood encoders.</summary>
internal static class EncoderCommand
{
    public static Command Create(CliConsole console) => new("encoder", "Trains, pulls, imports, exports and measures mood encoders.")
    {
        EncoderPretrainCommand.Create(console),
        EncoderTrainCommand.Create(console),
        EncoderPullCommand.Create(console),
        EncoderImportCommand.Create(console),
        EncoderExportCommand.Create(console),
        EncoderEvaluateCommand.Create(console),
    };
}
