using System.Text.RegularExpressions;

namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>Which files to download from a model hub, and where to.</summary>
public sealed partial record EncoderPullOptions
{
    /// <summary>The model's name on the hub: <c>name</c> or <c>owner/name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The hub's address. A file is at <c>From/Name/resolve/Revision/file</c>. It must be https; plain http is taken
    /// for this machine alone.
    /// </summary>
    public required string From { get; init; }

    /// <summary>The version: a branch, a tag or a commit. A commit never changes.</summary>
    public string Revision { get; init; } = "main";

    /// <summary>The folder below which a model gets a folder of its own, <c>Name/Revision</c>.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// The file that pins size and SHA-256 of each file. The first pull of a model writes it; later ones, also on other
    /// machines, must find the same.
    /// </summary>
    public required string LockFile { get; init; }

    /// <summary>
    /// The files to download; null for those that the lock file pins, and without it those that
    /// <see cref="Import.EncoderImporter"/> reads.
    /// </summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>How often a broken download is continued before the pull gives up. 5, by choice.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>No file may be larger. 4 GB: twice what an ONNX file can be, and far above any DistilBERT.</summary>
    public long MostBytes { get; init; } = 4L << 30;

    /// <summary>The pause before a broken download is continued, twice as long each time; a second, by choice.</summary>
    internal TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The folder that the files go to.</summary>
    public string Folder => Path.Combine([CacheFolder, .. Name.Split('/'), Revision]);

    /// <summary>The key of the model in the lock file.</summary>
    internal string Key => $"{Name}@{Revision}";

    /// <summary>Reports every wrong value at once.</summary>
    /// <exception cref="MoodRecException">A value is wrong.</exception>
    public void Validate()
    {
        List<string> errors = [];
        if (!IsPath(Name, parts: 2))
        {
            errors.Add($"the name is '{Name}', expected name or owner/name of letters, digits, '.', '_' and '-', no part of it beginning with '.'");
        }

        if (!IsPath(Revision, parts: 1))
        {
            errors.Add($"the revision is '{Revision}', expected a branch, tag or commit of letters, digits, '.', '_' and '-'");
        }

        errors.AddRange((Files ?? []).Where(file => !IsPath(file, parts: 4)).Select(file =>
            $"a file is '{file}', expected a path below the model such as onnx/model.onnx, no part of it beginning with '.'"));
        if (Files is { Count: 0 })
        {
            errors.Add("there are no files to download, expected at least one");
        }

        if (!Uri.TryCreate(From, UriKind.Absolute, out Uri? address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            errors.Add($"the hub's address is '{From}', expected https://host, with a path where it has one");
        }

        if (Attempts < 1 || MostBytes < 1)
        {
            errors.Add($"{nameof(Attempts)} is {Attempts} and {nameof(MostBytes)} {MostBytes}, expected at least 1");
        }

        if (string.IsNullOrWhiteSpace(CacheFolder) || File.Exists(CacheFolder))
        {
            errors.Add($"the cache is '{CacheFolder}', expected a folder");
        }

        if (string.IsNullOrWhiteSpace(LockFile) || Directory.Exists(LockFile))
        {
            errors.Add($"the lock file is '{LockFile}', expected the name of a file");
        }

        if (errors.Count > 0)
        {
            throw new MoodRecException($"The model cannot be pulled: {string.Join("; ", errors)}.");
        }
    }

    internal Uri UriOf(string file) => new($"{From.TrimEnd('/')}/{Name}/resolve/{Revision}/{file}");

    /// <summary>Names become parts of paths and addresses: none may lead out of their folder or mean something else there.</summary>
    internal static bool IsPath(string? path, int parts) =>
        path?.Split('/') is { } found && found.Length <= parts && found.All(part => part.Length <= 128 && Part().IsMatch(part));

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]*\z")]
    private static partial Regex Part();
}
