using System.CommandLine;
using MlNetMoodRec.Cli.Terminal;
using MlNetMoodRec.Text;

namespace MlNetMoodRec.Cli.Commands;

/// <summary>Token ids of texts, one line each.</summary>
internal static class TokenizeCommand
{
    public static Command Create(CliConsole console)
    {
        Option<string> vocabulary = CommonOptions.Path("--vocabulary", "The WordPiece vocabulary, one token a line", "vocab.txt", required: true);
        var cased = new Option<bool>("--cased") { Description = "Keep case and accents, for a vocabulary of a cased model" };
        Option<int> maxLength = CommonOptions.Number(
            "--max-length", "How many ids a text gives at most, [CLS] and [SEP] included", least: 2, BertWordPiece.DefaultMaxLength);
        var command = new ExampleCommand(
            "tokenize",
            "Reads one text a line from standard input and writes one JSON array of token ids a line, [CLS] and [SEP] included.",
            "echo 'so tired today' | moodrec tokenize --vocabulary models/mood-encoder/vocab.txt")
        {
            vocabulary, cased, maxLength,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var tokenizer = BertWordPiece.Load(parsed.GetRequiredValue(vocabulary), lowerCase: !parsed.GetValue(cased));
            int length = parsed.GetValue(maxLength);
            while (console.Input.ReadLine() is { } text)
            {
                cancellation.ThrowIfCancellationRequested();
                console.Output.WriteLine($"[{string.Join(',', tokenizer.Encode(text, length))}]");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
