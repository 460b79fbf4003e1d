using System.Net;
using System.Net.Http.Headers;

namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>
/// Downloads one file to <c>FILE.part</c> and renames it when it is complete and what was expected. A download that
/// breaks goes on from where it was, also in a later run, as long as the hub says that the file is the same.
/// </summary>
internal sealed class HubDownload(HttpClient http, EncoderPullOptions options, string file, PulledFile? pin, IProgress<EncoderPullProgress>? progress)
{
    private const int BufferSize = 1 << 16;

    // Long enough for a slow disk behind the hub, short enough for someone who waits; by choice.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly string _path = Path.Combine(options.Folder, file);

    private string PartPath => _path + ".part";

    private string TagPath => _path + ".part.etag";

    /// <summary>How many bytes came over the network.</summary>
    public long Downloaded { get; private set; }

    /// <summary>Downloads the file; false when the hub has none of this name.</summary>
    public async Task<bool> RunAsync(CancellationToken token)
    {
        TimeSpan pause = options.Pause;
        for (int attempt = 1; ; attempt++)
        {
            long before = Downloaded;
            try
            {
                if (!await TryOnceAsync(token).ConfigureAwait(false))
                {
                    return false;
                }

                File.Move(PartPath, _path, overwrite: true);
                File.Delete(TagPath);
                return true;
            }
            catch (Exception e) when (IsBroken(e, token))
            {
                // Where nothing at all came, the hub is not there: no reason to wait.
                if (attempt >= options.Attempts || e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError })
                {
                    string had = Downloaded > before || File.Exists(PartPath) ? " What came is kept: the same command goes on from there." : "";
                    throw new MoodRecException($"'{file}' cannot be downloaded from {Host}: {Reason(e)} Check the network, or name another hub with --from.{had}", e);
                }
            }

            await Task.Delay(pause, token).ConfigureAwait(false);
            pause *= 2;
        }
    }

    private string Host => new Uri(options.From).GetLeftPart(UriPartial.Authority);

    private static bool IsBroken(Exception exception, CancellationToken token) =>
        exception is HttpRequestException || (exception is OperationCanceledException && !token.IsCancellationRequested);

    private static string Reason(Exception exception) => exception is OperationCanceledException
        ? $"it was silent for {LongestSilence.TotalSeconds:0} seconds."
        : exception.Message.TrimEnd('.') + ".";

    private async Task<bool> TryOnceAsync(CancellationToken token)
    {
        using HttpRequestMessage request = Request(out long have);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(token);
        silence.CancelAfter(LongestSilence);
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return false;
            case HttpStatusCode.RequestedRangeNotSatisfiable when have > 0:
                Restart();
                throw new HttpRequestException("The part that was here is longer than the file.");
            case HttpStatusCode.PartialContent when have > 0 && response.Content.Headers.ContentRange?.From == have:
                break;
            case HttpStatusCode.OK:
                have = 0;
                break;
            case >= HttpStatusCode.InternalServerError:
            case HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout:
                throw new HttpRequestException($"The hub answers {(int)response.StatusCode} {response.ReasonPhrase}.");
            default:
                throw new MoodRecException(
                    $"{Host} answers {(int)response.StatusCode} {response.ReasonPhrase} for '{file}' of {options.Name}; expected the file. "
                    + (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                        ? "It is not public, or its name is wrong: download it with the hub's own tools and import the folder."
                        : "Check the name, the revision and the hub's address."));
        }

        long? size = have + response.Content.Headers.ContentLength;
        Check(response, size);
        if (have == 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            await File.WriteAllTextAsync(TagPath, response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : "", token).ConfigureAwait(false);
        }

        await ReceiveAsync(response, have, size, silence).ConfigureAwait(false);
        return true;
    }

    /// <summary>Asks for what is missing, if the hub can tell that it is of the same file, or the SHA-256 will.</summary>
    private HttpRequestMessage Request(out long have)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, options.UriOf(file));
        request.Headers.AcceptEncoding.ParseAdd("identity");
        string tag = File.Exists(TagPath) ? File.ReadAllText(TagPath) : "";
        have = File.Exists(PartPath) ? new FileInfo(PartPath).Length : 0;
        if (have == 0 || (tag.Length == 0 && pin is null))
        {
            have = 0;
            return request;
        }

        request.Headers.Range = new RangeHeaderValue(have, null);
        if (EntityTagHeaderValue.TryParse(tag, out EntityTagHeaderValue? known))
        {
            request.Headers.IfRange = new RangeConditionHeaderValue(known);
        }

        return request;
    }

    private void Check(HttpResponseMessage response, long? size)
    {
        if (size is null && response.Headers.TransferEncodingChunked != true)
        {
            throw new MoodRecException($"{Host} does not say how long '{file}' is, so that one that is cut off would pass for whole. Name another hub with --from.");
        }

        if (size > options.MostBytes)
        {
            throw new MoodRecException($"'{file}' of {options.Name} has {size} bytes; expected at most {options.MostBytes}.");
        }

        if (pin is not null && size is not null && size != pin.Bytes)
        {
            throw new MoodRecException(
                $"'{file}' of {options.Key} has {size} bytes at {Host}, but '{options.LockFile}' pins {pin.Description}. The file was changed, or it is another one: "
                + "pull the revision that was pinned, or remove its entry from the lock file if the change is wanted.");
        }
    }

    private async Task ReceiveAsync(HttpResponseMessage response, long have, long? size, CancellationTokenSource silence)
    {
        using Stream body = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        using FileStream part = new(PartPath, have > 0 ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferSize];
        while (true)
        {
            silence.CancelAfter(LongestSilence);
            int read = await ReadAsync(body, buffer, silence.Token).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            have += read;
            Downloaded += read;
            if (have > (size ?? options.MostBytes))
            {
                throw new MoodRecException($"'{file}' of {options.Name} is longer than the {size ?? options.MostBytes} bytes that it may have.");
            }

            await part.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            progress?.Report(new EncoderPullProgress(file, have, size));
        }
    }

    /// <summary>A connection that breaks while the body comes is an IOException, as is a full disk; here they part.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken token)
    {
        try
        {
            return await body.ReadAsync(buffer, token).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
    }

    private void Restart()
    {
        File.Delete(PartPath);
        File.Delete(TagPath);
    }
}
