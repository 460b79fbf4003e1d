using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Training.Encoder.Pull;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>A checkpoint from a model hub.</summary>
internal static class EncoderPullCommand
{
    private const string HubVariable = "MOODREC_HUB";
    private const string DefaultLock = "moodrec.lock.json";

    public static Command Create(CliConsole console)
    {
        var name = new Argument<string>("name") { Description = "The model: name or owner/name" };
        Option<string> from = CommonOptions.Path(
            "--from", $"The hub's address; a file is at URL/NAME/resolve/REVISION/FILE [default: the environment variable {HubVariable}]", "URL");
        var revision = new Option<string>("--revision") { Description = "A branch, a tag or a commit", HelpName = "name", DefaultValueFactory = _ => "main" };
        var files = new Option<string?>("--files")
        {
            Description = "The files to download [default: those that the lock file pins, else those that 'encoder import' reads]",
            HelpName = "a,b,c",
        };
        Option<string> cache = CommonOptions.Path("--cache", "The folder to keep models in [default: moodrec/models in your folder for application data]", "folder");
        Option<string> pins = CommonOptions.Path(
            "--lock", $"The file that pins sizes and SHA-256; written by the first pull, held to by later ones [default: {DefaultLock} here]", "file");
        var command = new ExampleCommand(
            "pull",
            "Downloads a checkpoint from a model hub, resumably, and holds it to the lock file.",
            "moodrec encoder pull owner/distilbert-emotion --from https://hub.example.com",
            "moodrec encoder pull owner/distilbert-emotion --revision 4c8f1a2 --lock models/moodrec.lock.json")
        {
            name, from, revision, files, cache, pins,
        };
        command.SetAction((parsed, cancellation) =>
        {
            string? hub = parsed.GetValue(from) ?? Environment.GetEnvironmentVariable(HubVariable);
            var options = new EncoderPullOptions
            {
                Name = parsed.GetRequiredValue(name),
                From = string.IsNullOrWhiteSpace(hub)
                    ? throw new MoodRecException($"No hub is named; give its address with --from URL or in the environment variable {HubVariable}.")
                    : hub,
                Revision = parsed.GetRequiredValue(revision),
                CacheFolder = parsed.GetValue(cache)
                    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "moodrec", "models"),
                LockFile = parsed.GetValue(pins) ?? DefaultLock,
                Files = parsed.GetValue(files) is { } list ? CommonOptions.Ids(list) : null,
            };
            try
            {
                EncoderPullResult result = ProgressDisplay.Show<EncoderPullProgress, EncoderPullResult>(
                    console, Describe, progress => EncoderPuller.PullAsync(options, progress, cancellation).GetAwaiter().GetResult());
                Write(console, result, parsed.GetValue(CommonOptions.Json));
                return Task.FromResult(ExitCode.Success);
            }
            catch (OperationCanceledException)
            {
                console.WriteNote("stopped; the same command goes on from what came");
                return Task.FromResult(ExitCode.Cancelled);
            }
        });
        return command;
    }

    private static ProgressState Describe(EncoderPullProgress progress) => new(
        progress.File,
        progress.Size is > 0 ? progress.Bytes / (double)progress.Size : 0,
        string.Create(CultureInfo.InvariantCulture, $"{progress.Bytes / 1e6:0.0} MB"));

    private static void Write(CliConsole console, EncoderPullResult result, bool json)
    {
        if (json)
        {
            console.Output.WriteLine(JsonSerializer.Serialize(result, EvaluationJson.Options));
            return;
        }

        foreach ((string file, PulledFile pulled) in result.Files)
        {
            string pinned = result.NewlyPinned.Contains(file) ? "pinned now" : "as pinned";
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {pulled.Bytes:N0} bytes, SHA-256 {pulled.Sha256}, {pinned}"));
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Downloaded {result.Downloaded:N0} bytes to {result.Folder}; pins are in {result.LockFile}"));
        string source = result.Onnx is { } onnx ? Path.Combine(result.Folder, onnx) : result.Folder;
        console.Output.WriteLine($"Next: moodrec encoder import \"{source}\" --out my-encoder");
    }
}
