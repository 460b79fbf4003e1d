using Spectre.Console;

namespace MlNetMoodRec.Cli.Terminal;

/// <summary>
/// The streams of the program. Results go to <see cref="Output"/>, everything else (progress, notes, errors) to
/// <see cref="Error"/>, so that results can be piped. Colour and moving bars only where a stream is a terminal.
/// </summary>
internal sealed class CliConsole
{
    /// <summary>The width of tables where there is no terminal to take it from.</summary>
    private const int RedirectedWidth = 110;

    public CliConsole(
        TextReader input,
        TextWriter output,
        TextWriter error,
        bool inputIsTerminal = false,
        bool outputIsTerminal = false,
        bool errorIsTerminal = false)
    {
        Input = input;
        InputIsTerminal = inputIsTerminal;
        Output = output;
        Error = error;
        ErrorIsTerminal = errorIsTerminal;
        Results = Ansi(output, outputIsTerminal);
        Notes = Ansi(error, errorIsTerminal);
    }

    public TextReader Input { get; }

    /// <summary>Whether someone types the input.</summary>
    public bool InputIsTerminal { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Whether progress may move in place.</summary>
    public bool ErrorIsTerminal { get; }

    /// <summary>Tables and colour over <see cref="Output"/>.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Tables, progress and colour over <see cref="Error"/>.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>The streams of this process.</summary>
    public static CliConsole System() =>
        new(Console.In, Console.Out, Console.Error, !Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    /// <summary>Writes an error in red, where there is colour.</summary>
    public void WriteError(string message) => WriteNote("error", "red", message);

    /// <summary>Writes a remark that is no result.</summary>
    public void WriteNote(string message) => WriteNote("note", "grey", message);

    private void WriteNote(string kind, string colour, string message)
    {
        // Not through a table or a paragraph: a redirected message stays on one line, however long it is.
        if (ErrorIsTerminal)
        {
            Notes.MarkupLine($"[{colour}]{kind}:[/] {Markup.Escape(message)}");
        }
        else
        {
            Error.WriteLine($"{kind}: {message}");
        }
    }

    private static IAnsiConsole Ansi(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!isTerminal)
        {
            console.Profile.Width = RedirectedWidth;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
