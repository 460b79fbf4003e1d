using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>
/// Downloads the files of a model from a hub that lays them out as <c>BASE/NAME/resolve/REVISION/FILE</c>. Downloads that
/// break go on where they were; what arrives is checked against a lock file, or pinned in it when it is new.
/// </summary>
public static class EncoderPuller
{
    private const string Weights = "model.safetensors";
    private const string Configuration = "config.json";
    private static readonly string[] Exports = ["model.onnx", "onnx/model.onnx"];
    private static readonly string[] Vocabularies = ["tokenizer.json", "vocab.txt"];
    private const string TokenizerSettings = "tokenizer_config.json";

    /// <summary>Pulls a model; files that are here and as pinned are not downloaded again.</summary>
    /// <param name="options">What to pull, and from where.</param>
    /// <param name="progress">Told how far each file has come.</param>
    /// <param name="token">Stops the pull; the same call goes on from there.</param>
    /// <exception cref="MoodRecException">
    /// The hub cannot be reached, has no such model, or a file is not what the lock file pins; the message names both.
    /// </exception>
    public static async Task<EncoderPullResult> PullAsync(
        EncoderPullOptions options, IProgress<EncoderPullProgress>? progress = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        PullLock pins = PullLock.Read(options.LockFile);
        using var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxAutomaticRedirections = 5,
            UseCookies = false,
        };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("moodrec");
        var pull = new Pull(http, options, pins.Pins(options.Key), progress, token);
        try
        {
            await pull.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The files cannot be written to '{options.Folder}': {e.Message}", e);
        }

        string[] added = [.. pull.Files.Keys.Except(pins.Pins(options.Key).Keys)];
        if (added.Length > 0)
        {
            pins.Pin(options.Key, pull.Files);
        }

        return new EncoderPullResult
        {
            Folder = options.Folder,
            Files = pull.Files,
            Downloaded = pull.Downloaded,
            LockFile = options.LockFile,
            NewlyPinned = added,
        };
    }

    private sealed class Pull(
        HttpClient http,
        EncoderPullOptions options,
        IReadOnlyDictionary<string, PulledFile> pins,
        IProgress<EncoderPullProgress>? progress,
        CancellationToken token)
    {
        public SortedDictionary<string, PulledFile> Files { get; } = new(StringComparer.Ordinal);

        public long Downloaded { get; private set; }

        public async Task RunAsync()
        {
            if ((options.Files ?? (pins.Count > 0 ? [.. pins.Keys] : null)) is { } named)
            {
                foreach (string file in named)
                {
                    await FetchOneOfAsync(file).ConfigureAwait(false);
                }

                return;
            }

            await FetchOneOfAsync(Configuration).ConfigureAwait(false);
            bool[] vocabularies = [await FetchAsync(Vocabularies[0]).ConfigureAwait(false), await FetchAsync(Vocabularies[1]).ConfigureAwait(false)];
            if (!vocabularies.Contains(true))
            {
                throw Missing(Vocabularies);
            }

            await FetchAsync(TokenizerSettings).ConfigureAwait(false);
            await FetchOneOfAsync([Weights, .. Exports]).ConfigureAwait(false);
        }

        private async Task FetchOneOfAsync(params string[] files)
        {
            foreach (string file in files)
            {
                if (await FetchAsync(file).ConfigureAwait(false))
                {
                    return;
                }
            }

            throw Missing(files);
        }

        /// <summary>Brings one file; false when the hub has none of this name.</summary>
        private async Task<bool> FetchAsync(string file)
        {
            string path = Path.Combine(options.Folder, file);
            PulledFile? pin = pins.GetValueOrDefault(file);
            if (!File.Exists(path))
            {
                var download = new HubDownload(http, options, file, pin, progress);
                bool isThere = await download.RunAsync(token).ConfigureAwait(false);
                Downloaded += download.Downloaded;
                if (!isThere)
                {
                    return false;
                }
            }

            PulledFile found = await DescribeAsync(path, token).ConfigureAwait(false);
            if (pin is not null && found != pin)
            {
                File.Delete(path);
                throw new MoodRecException(
                    $"'{file}' of {options.Key} has {found.Description}, but '{options.LockFile}' pins {pin.Description}. It was changed on the way, on the hub or in the cache, "
                    + "and was deleted: pull again, or remove its entry from the lock file if the change is wanted.");
            }

            Files[file] = found;
            return true;
        }

        private MoodRecException Missing(string[] files) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Key} has no {string.Join(" and no ", files)} at {options.From}; expected a model of that name with it. Check the name, the revision and the hub's address."));

        private static async Task<PulledFile> DescribeAsync(string path, CancellationToken token)
        {
            using FileStream stream = File.OpenRead(path);
            return new PulledFile(stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false)));
        }
    }
}
