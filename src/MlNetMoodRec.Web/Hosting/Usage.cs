namespace MlNetMoodRec.Web.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text = """
        Serves a model zip over HTTP, with a page at its root.

        Usage: moodrec-web --model moodrec.zip [--urls http://localhost:5000] [--MoodRec:NAME VALUE ...]

        It listens on localhost alone unless --urls says otherwise; http://*:8080 is every address of the machine.
        Every setting is listed with its meaning and default in appsettings.json beside the program. It can be given there,
        as --MoodRec:MaxTop 50, or as an environment variable MoodRec__MaxTop=50. Give the API key as MoodRec__ApiKey: a
        command line can be read by every user of the machine.

        Paths: POST /recommend, POST /mood, GET /songs, /healthz, /metrics, /openapi/v1.json.
        Exit codes: 0 stopped, 2 a setting or the model is wrong (one line says what), 1 a fault of the program.
        """;
}
