package locale

// operativeWords are the operative words of the languages that candor speaks: "-" denies, "!" obliges or permits, "@" is a party, "#"
// measures where no number table does: the bound of an amount, a currency, a day of the week, a number in words; then the class; then the words, with the forms that a policy writes them in. A class "none" keeps a longer word from being read as a shorter one that it begins with.
// The words are those of the languages' statutes: must and may, soll and muss, doit, обязан and вправе, 不得 and 应当.
var operativeWords = map[string]string{
	"en": `
		- not not
		- not cannot
		- never never
		- no no none nothing nobody neither nor
		- except without unless except excepting excluding
		! must must shall has_to have_to had_to required_to obliged_to obligated_to mandatory compulsory
		! may may can cannot entitled_to allowed_to permitted_to free_to
		! might might could
		! should should ought
		! will will
		! would would
		! ban prohibited forbidden prohibits forbids
		! optional optional voluntary
		@ we we us our ours ourselves
		@ you you your yours yourself yourselves
		@ controller controller controllers
		@ processor processor processors subprocessor subprocessors
		@ third third_party third_parties
		@ recipient recipient recipients
		@ user user users
		@ customer customer customers client clients
		@ partner partner partners
		@ affiliate affiliate affiliates subsidiary subsidiaries
		@ contractor contractor contractors
		@ employee employee employees
		@ authority authority authorities
		@ subject data_subject data_subjects
		- unlawful unlawful unlawfully illegal illegally
		# least at_least not_less_than no_less_than not_fewer_than no_fewer_than
		# most at_most not_more_than no_more_than not_exceeding up_to
		@ seller seller sellers vendor vendors
		@ buyer buyer buyers purchaser purchasers
		@ provider provider providers supplier suppliers
		@ licensor licensor licensors
		@ licensee licensee licensees
		@ child child children minor minors
		@ parent parent parents guardian guardians
		# weekday1 monday mondays
		# weekday2 tuesday tuesdays
		# weekday3 wednesday wednesdays
		# weekday4 thursday thursdays
		# weekday5 friday fridays
		# weekday6 saturday saturdays
		# weekday7 sunday sundays`,
	"de": `
		- not nicht
		- no kein keine keinen keinem keiner keines nichts niemand niemandem niemanden weder noch
		- never nie niemals
		- except ohne außer ausgenommen
		! must muss musst müsst müssen musste mussten müsse verpflichtet zwingend erforderlich hat_zu haben_zu
		! may darf darfst dürfen dürft durfte durften dürfe kann kannst können könnt berechtigt befugt
		! might könnte könnten dürfte dürften
		! should soll sollst sollen sollt sollte sollten
		! will wird werden wirst werdet
		! ban untersagt verboten unzulässig
		! optional freiwillig freiwillige freiwilligen
		@ we wir uns unser unsere unserem unseren unserer unseres
		@ you ihnen ihr ihre ihrem ihren ihrer ihres du dir dich dein deine deinem deinen deiner deines
		@ controller verantwortlicher verantwortliche verantwortlichen verantwortlichem
		@ processor auftragsverarbeiter auftragsverarbeitern auftragsverarbeiters unterauftragsverarbeiter
		@ third dritter dritte dritten drittem
		@ recipient empfänger empfängern empfängers
		@ user nutzer nutzern nutzers nutzerin nutzerinnen
		@ customer kunde kunden kundin kundinnen
		@ partner partner partnern partners
		@ employee mitarbeiter mitarbeitern mitarbeiterinnen beschäftigte beschäftigten
		@ authority behörde behörden aufsichtsbehörde aufsichtsbehörden
		@ subject betroffene_person betroffenen_person betroffene_personen betroffenen_personen
		! may zulässig zulässige zulässigen erlaubt gestattet
		- unlawful unrechtmäßig unrechtmäßige unrechtmäßigen rechtswidrig rechtswidrige rechtswidrigen
		# least mindestens wenigstens
		# most höchstens maximal nicht_mehr_als bis_zu
		@ seller verkäufer verkäufers verkäufern verkäuferin
		@ buyer käufer käufers käufern käuferin
		@ provider anbieter anbieters anbietern
		@ child kind kinder kindern kindes
		@ parent eltern elternteil
		# weekday1 montag montags
		# weekday2 dienstag dienstags
		# weekday3 mittwoch mittwochs
		# weekday4 donnerstag donnerstags
		# weekday5 freitag freitags
		# weekday6 samstag samstags sonnabend
		# weekday7 sonntag sonntags`,
	"fr": `
		- not ne n' pas non
		- never jamais
		- no aucun aucune nul nulle rien personne_ne ni
		- except sans sauf excepté hormis
		! must doit doivent dois devez devons devra devront devrez devrons obligatoire obligatoires obligatoirement tenu tenue tenus tenues obligé obligés
		! may peut peuvent peux pouvez pouvons pourra pourront pourrez pourrons autorisé autorisés autorisée habilité
		! might pourrait pourraient pourriez
		! should devrait devraient devriez
		! ban interdit interdite interdits interdites défendu
		! optional facultatif facultative facultatifs facultatives
		@ we nous notre nos
		@ you vous votre vos tu te ton ta tes
		@ controller responsable_du_traitement responsable_de_traitement responsables_du_traitement
		@ processor sous-traitant sous_traitant sous_traitants
		@ third tiers tierce
		@ recipient destinataire destinataires
		@ user utilisateur utilisateurs utilisatrice utilisatrices
		@ customer client clients cliente clientes
		@ partner partenaire partenaires
		@ employee salarié salariés employé employés
		@ authority autorité autorités
		@ subject personne_concernée personnes_concernées
		- unlawful illicite illicites illégal illégale illégaux
		# least au_moins au_minimum minimum
		# most au_plus au_maximum maximum jusqu'à
		@ seller vendeur vendeurs vendeuse
		@ buyer acheteur acheteurs acheteuse acquéreur
		@ provider fournisseur fournisseurs prestataire prestataires
		@ child enfant enfants mineur mineurs
		@ parent parent parents tuteur
		# weekday1 lundi
		# weekday2 mardi
		# weekday3 mercredi
		# weekday4 jeudi
		# weekday5 vendredi
		# weekday6 samedi
		# weekday7 dimanche`,
	"es": `
		- not no
		- never nunca jamás
		- no ni ningún ninguna ninguno nada nadie tampoco
		- except sin salvo excepto
		! must debe deben debes debemos deberá deberán deberás deberemos obligado obligada obligados obligadas obligatorio obligatoria obligatorios obligatorias tiene_que tienen_que
		! may puede pueden puedes podemos podrá podrán podrás podremos autorizado autorizada autorizados facultado facultada
		! might podría podrían
		! should debería deberían deberías
		! ban prohibido prohibida prohibidos prohibidas prohíbe
		! optional voluntario voluntaria facultativo facultativa opcional
		@ we nosotros nosotras nos nuestro nuestra nuestros nuestras
		@ you usted ustedes su sus tú tu tus te vosotros vuestro vuestra
		@ controller responsable_del_tratamiento responsables_del_tratamiento
		@ processor encargado_del_tratamiento encargados_del_tratamiento
		@ third tercero terceros terceras
		@ recipient destinatario destinatarios
		@ user usuario usuarios usuaria usuarias
		@ customer cliente clientes
		@ partner socio socios
		@ employee empleado empleados
		@ authority autoridad autoridades
		@ subject interesado interesados interesada
		- unlawful ilícito ilícita ilegal ilegales
		# least al_menos como_mínimo por_lo_menos
		# most como_máximo a_lo_sumo hasta
		@ seller vendedor vendedora vendedores
		@ buyer comprador compradora compradores
		@ provider proveedor proveedores proveedora
		@ child menor menores niño niños
		# weekday1 lunes
		# weekday2 martes
		# weekday3 miércoles
		# weekday4 jueves
		# weekday5 viernes
		# weekday6 sábado
		# weekday7 domingo`,
	"it": `
		- not non
		- never mai
		- no né nessun nessuna nessuno niente nulla
		- except senza salvo tranne eccetto
		! must deve devono devi dovete dobbiamo dovrà dovranno dovrete obbligato obbligata obbligati obbligatorio obbligatoria obbligatori tenuto tenuti tenuta
		! may può possono puoi potete possiamo potrà potranno potrete autorizzato autorizzati facoltà
		! might potrebbe potrebbero
		! should dovrebbe dovrebbero
		! ban vietato vietata vietati vietate proibito proibita
		! optional facoltativo facoltativa facoltativi volontario
		@ we noi ci nostro nostra nostri nostre
		@ you lei voi vi vostro vostra vostri vostre suo sua suoi sue tu ti tuo tua tuoi tue
		@ controller titolare_del_trattamento titolari_del_trattamento titolare
		@ processor responsabile_del_trattamento responsabili_del_trattamento
		@ third terzo terzi terza terze
		@ recipient destinatario destinatari
		@ user utente utenti
		@ customer cliente clienti
		@ partner partner
		@ employee dipendente dipendenti
		@ authority autorità
		@ subject interessato interessati interessata
		- unlawful illecito illecita illegale illegali
		# least almeno
		# most al_massimo fino_a non_oltre
		@ seller venditore venditori venditrice
		@ buyer acquirente acquirenti compratore
		@ provider fornitore fornitori
		@ child minore minori bambino bambini
		# weekday1 lunedì
		# weekday2 martedì
		# weekday3 mercoledì
		# weekday4 giovedì
		# weekday5 venerdì
		# weekday6 sabato
		# weekday7 domenica`,
	"pt": `
		- not não
		- never nunca jamais
		- no nem nenhum nenhuma nada ninguém
		- except sem salvo exceto excepto
		! must deve devem devemos deverá deverão deveremos obrigado obrigada obrigados obrigatório obrigatória obrigatórios tem_de têm_de tem_que têm_que
		! may pode podem podemos poderá poderão poderemos autorizado autorizada autorizados
		! might poderia poderiam
		! should deveria deveriam
		! ban proibido proibida proibidos proibidas vedado vedada vedados
		! optional facultativo facultativa opcional voluntário
		@ we nós nos nosso nossa nossos nossas
		@ you você vocês seu sua seus suas vós vosso vossa teu tua
		@ controller controlador controladora controladores responsável_pelo_tratamento
		@ processor operador operadora operadores subcontratante subcontratantes
		@ third terceiro terceiros terceira
		@ recipient destinatário destinatários
		@ user usuário usuários utilizador utilizadores
		@ customer cliente clientes
		@ partner parceiro parceiros
		@ employee funcionário funcionários empregado empregados
		@ authority autoridade autoridades
		@ subject titular_dos_dados titulares_dos_dados titular titulares
		- unlawful ilícito ilícita ilegal ilegais
		# least pelo_menos no_mínimo
		# most no_máximo até
		@ seller vendedor vendedora vendedores
		@ buyer comprador compradora compradores
		@ provider fornecedor fornecedores prestador prestadores
		@ child menor menores criança crianças
		# weekday1 segunda-feira segundas-feiras
		# weekday2 terça-feira
		# weekday3 quarta-feira
		# weekday4 quinta-feira
		# weekday5 sexta-feira
		# weekday6 sábado
		# weekday7 domingo`,
	"pl": `
		- not nie
		- never nigdy
		- no ani żaden żadna żadne żadnych żadnego nikt nikogo nic
		- except bez oprócz chyba_że z_wyjątkiem wyjątkiem
		! must musi muszą musisz musicie musimy obowiązany obowiązana obowiązani zobowiązany zobowiązana zobowiązani zobowiązane obowiązkowe obowiązkowy obowiązkowa należy
		! may może mogą możesz możecie możemy mogę można wolno uprawniony uprawniona uprawnieni
		! might mógłby mogłaby mogłoby mogliby
		! should powinien powinna powinno powinni powinny
		! ban zabronione zabroniony zakazane zakazany zabrania zakazuje niedozwolone
		! optional dobrowolne dobrowolny dobrowolna nieobowiązkowe
		@ we my nas nam nami nasz nasza nasze naszego naszej naszych naszym
		@ you ty państwo państwa państwu ciebie cię ci tobie twój twoja twoje twojego twojej twoich wy was wam wasz wasza wasze
		@ controller administrator administratora administratorem administratorzy administratorowi administratorów
		@ processor podmiot_przetwarzający podmiotu_przetwarzającego procesor
		@ third osoba_trzecia osoby_trzecie osobom_trzecim osób_trzecich osobami_trzecimi stronom_trzecim
		@ recipient odbiorca odbiorcy odbiorców odbiorcom
		@ user użytkownik użytkownika użytkownicy użytkowników użytkownikom
		@ customer klient klienta klienci klientów klientom
		@ partner partner partnera partnerzy partnerów partnerom
		@ authority organ organu organy organów
		- unlawful niezgodne_z_prawem bezprawne bezprawny bezprawnie
		# least co_najmniej przynajmniej nie_mniej_niż
		# most co_najwyżej najwyżej nie_więcej_niż maksymalnie
		@ seller sprzedawca sprzedawcy sprzedawcę sprzedawcą sprzedawców
		@ buyer kupujący kupującego kupującemu kupującym nabywca nabywcy
		@ provider dostawca dostawcy dostawcę dostawców usługodawca usługodawcy
		@ child dziecko dziecka dzieci
		# weekday1 poniedziałek poniedziałku
		# weekday2 wtorek wtorku
		# weekday3 środa środę środy
		# weekday4 czwartek czwartku
		# weekday5 piątek piątku
		# weekday6 sobota sobotę soboty
		# weekday7 niedziela niedzielę niedzieli`,
	"ru": `
		- not не нельзя
		- never никогда
		- no нет ни никто никому никого ничего ничто никакой никаких никакие никакая
		- except без кроме исключением
		! must обязан обязана обязано обязаны должен должна должно должны обязуемся обязуется обязуются обязательно обязательны обязателен обязательна необходимо следует надлежит
		! may вправе может могут можете можем могу можно разрешено разрешается допускается имеет_право имеют_право имеете_право имеем_право
		! might мог могла могли
		! ban запрещено запрещается запрещён запрещен запрещена запрещены недопустимо недопустим недопустима
		! optional добровольно необязательно добровольным
		@ we мы нас нам нами наш наша наше наши нашего нашей наших нашему нашим нашими нашу
		@ you вы вас вам вами ваш ваша ваше ваши вашего вашей ваших вашему вашим вашими вашу
		@ controller оператор оператора оператору оператором операторе операторы операторов
		@ processor обработчик обработчика обработчику обработчиком обработчики
		@ third третье_лицо третьи_лица третьих_лиц третьим_лицам третьими_лицами третьего_лица третьему_лицу
		@ recipient получатель получателя получателю получатели получателей получателям
		@ user пользователь пользователя пользователю пользователем пользователи пользователей пользователям пользователями
		@ customer клиент клиента клиенту клиентом клиенты клиентов клиентам клиентами
		@ partner партнёр партнер партнёра партнера партнёры партнеры партнёров партнеров партнёрам партнерам партнёрами партнерами
		@ employee работник работника работники работников сотрудник сотрудника сотрудники сотрудников
		@ company компания компании компанию компанией
		@ subject субъект субъекта субъекту субъектом субъекты субъектов
		! may допустимо
		- unlawful незаконно незаконный незаконная незаконное незаконные неправомерно неправомерный
		# least не_менее не_меньше не_ранее минимум
		# most не_более не_больше не_позднее максимум
		@ seller продавец продавца продавцу продавцом продавце продавцы продавцов
		@ buyer покупатель покупателя покупателю покупателем покупателе покупатели покупателей
		@ principal заказчик заказчика заказчику заказчиком заказчики
		@ contractor исполнитель исполнителя исполнителю исполнителем подрядчик подрядчика
		@ licensor лицензиар лицензиара лицензиару лицензиаром
		@ licensee лицензиат лицензиата лицензиату лицензиатом
		@ child ребёнок ребенок ребёнка ребенка дети детей
		# weekday1 понедельник понедельника
		# weekday2 вторник вторника
		# weekday3 среду
		# weekday4 четверг четверга
		# weekday5 пятница пятницу пятницы
		# weekday6 суббота субботу субботы
		# weekday7 воскресенье воскресенья`,
	"uk": `
		- not не
		- never ніколи
		- no немає ні ані ніхто нікому нікого нічого жодний жодного жодних жодна
		- except без крім окрім винятком
		! must повинен повинна повинно повинні зобов'язаний зобов'язана зобов'язані зобов'язується зобов'язуємося мусить мусять обов'язково необхідно слід
		! may може можуть можете можемо можна дозволено дозволяється має_право мають_право маєте_право вправі
		! ban заборонено забороняється заборонений заборонена заборонені
		! optional добровільно необов'язково
		@ we ми нас нам нами наш наша наше наші нашого нашої наших нашому нашим
		@ you ви вас вам вами ваш ваша ваше ваші вашого вашої ваших вашому вашим
		@ controller володілець володільця контролер контролера контролеру контролером
		@ processor розпорядник розпорядника обробник обробника
		@ third третя_особа треті_особи третіх_осіб третім_особам третіми_особами
		@ recipient одержувач одержувача одержувачі одержувачів отримувач отримувачі
		@ user користувач користувача користувачеві користувачі користувачів користувачам
		@ customer клієнт клієнта клієнти клієнтів клієнтам
		@ partner партнер партнера партнери партнерів партнерам
		@ company компанія компанії компанію компанією
		@ subject суб'єкт суб'єкта суб'єкти суб'єктів
		- unlawful незаконно незаконний незаконна незаконне незаконні неправомірно
		# least щонайменше не_менше принаймні мінімум
		# most щонайбільше не_більше максимум
		@ seller продавець продавця продавцю продавцем продавці
		@ buyer покупець покупця покупцю покупцем покупці
		@ contractor виконавець виконавця виконавцю виконавцем
		# weekday1 понеділок понеділка
		# weekday2 вівторок вівторка
		# weekday3 середу
		# weekday4 четвер четверга
		# weekday5 п'ятниця п'ятницю п'ятниці
		# weekday6 субота суботу суботи
		# weekday7 неділя неділю неділі`,
	"kk": `
		- not емес емеспіз емессіз ~майды ~мейді ~байды ~бейді ~пайды ~пейді ~маймыз ~мейміз ~баймыз ~бейміз ~паймыз ~пейміз ~майсыз ~мейсіз ~мауы ~меуі ~мауға ~меуге
		- never ешқашан
		- no жоқ ешкім ешқандай ешбір
		- except қоспағанда басқа ~сыз ~сіз
		! must тиіс міндетті міндеттіміз міндеттісіз керек қажет міндеттенеді міндеттенеміз
		! may мүмкін құқылы құқылымыз құқылысыз рұқсат
		! ban тыйым
		! optional ерікті
		@ we біз бізді бізге біздің бізден
		@ you сіз сізді сізге сіздің сізден сендер
		@ controller оператор оператордың операторға операторды
		@ third үшінші_тұлға үшінші_тұлғалар үшінші_тұлғаларға үшінші_тұлғалардың үшінші_тұлғаларды
		@ user пайдаланушы пайдаланушының пайдаланушыға пайдаланушылар пайдаланушыларға
		@ partner серіктес серіктестер серіктестерге
		@ company компания компанияның компанияға
		@ subject субъект субъектінің субъектіге
		- unlawful заңсыз
		# least кемінде кем_емес
		# most көп_емес артық_емес
		@ seller сатушы сатушының сатушыға сатушылар
		@ buyer сатып_алушы сатып_алушының сатып_алушыға
		# weekday1 дүйсенбі
		# weekday2 сейсенбі
		# weekday3 сәрсенбі
		# weekday4 бейсенбі
		# weekday5 жұма
		# weekday6 сенбі
		# weekday7 жексенбі`,
	"tr": `
		- not değil değildir olmadan ~maz ~mez ~mıyor ~miyor ~muyor ~müyor ~mıyoruz ~miyoruz ~muyoruz ~müyoruz ~mayacak ~meyecek ~mayacağız ~meyeceğiz ~mayız ~meyiz ~mazlar ~mezler ~mamaktadır ~memektedir ~mamalı ~memeli ~mamalıdır ~memelidir
		- never asla hiçbir_zaman
		- no yok yoktur hiç hiçbir hiçbiri ne_de
		- except hariç dışında
		! must zorunda zorundadır zorundayız zorundasınız zorunlu zorunludur mecbur mecburdur gerekir gerekmektedir gereklidir yükümlü yükümlüdür yükümlüyüz şarttır ~malıdır ~melidir ~malısınız ~melisiniz ~malıyız ~meliyiz
		! may ~abilir ~ebilir ~abiliriz ~ebiliriz ~abilirsiniz ~ebilirsiniz ~abilirler ~ebilirler hakkına_sahiptir yetkili yetkilidir serbesttir
		! ban yasak yasaktır yasaklanmıştır
		! optional isteğe_bağlı isteğe_bağlıdır gönüllü
		@ we biz bizi bize bizim bizden
		@ you siz sizi size sizin sizden
		@ controller veri_sorumlusu veri_sorumlusunun veri_sorumlusuna
		@ processor veri_işleyen veri_işleyenin veri_işleyene
		@ third üçüncü_taraf üçüncü_taraflar üçüncü_taraflara üçüncü_tarafların üçüncü_kişiler üçüncü_kişilere üçüncü_kişilerin
		@ user kullanıcı kullanıcılar kullanıcının kullanıcıların kullanıcıya kullanıcılara
		@ customer müşteri müşteriler müşterinin müşterilere
		@ subject ilgili_kişi ilgili_kişinin ilgili_kişiler
		- unlawful hukuka_aykırı yasadışı
		# least en_az asgari
		# most en_fazla en_çok azami
		@ seller satıcı satıcının satıcıya satıcılar
		@ buyer alıcı alıcının alıcıya alıcılar
		# weekday1 pazartesi
		# weekday2 salı
		# weekday3 çarşamba
		# weekday4 perşembe
		# weekday5 cuma
		# weekday6 cumartesi
		# weekday7 pazar`,
	"ar": `
		- not لا لم لن ليس ليست ما_لم غير
		- no أي_لا
		- except دون بدون إلا سوى باستثناء
		! must يجب يتعين ينبغي يلزم نلتزم تلتزم يلتزم ملزم ملزمة ملزمون ملزمين إلزامي إلزامية واجب عليكم علينا
		! may يجوز يمكن يمكننا يمكنك يمكنكم يحق قد يسمح مسموح
		! will سوف
		! ban يحظر يُحظر محظور ممنوع يمنع
		! optional اختياري اختيارية طوعي
		@ we نحن لنا لدينا منا بنا علينا
		@ you أنت أنتم لك لكم منك منكم عليك عليكم
		@ controller المراقب المتحكم وحدة_التحكم
		@ processor المعالج معالج
		@ third طرف_ثالث الطرف_الثالث أطراف_ثالثة الأطراف_الثالثة
		@ user المستخدم المستخدمين المستخدمون مستخدم
		@ customer العميل العملاء عميل عملاء
		@ partner شركاء شركائنا الشركاء شريك
		@ company الشركة شركة
		# least على_الأقل لا_تقل_عن لا_يقل_عن
		# most على_الأكثر لا_تزيد_عن لا_يزيد_عن لا_تتجاوز لا_يتجاوز كحد_أقصى
		# 2 يومين يومان شهرين شهران سنتين سنتان عامين عامان أسبوعين أسبوعان
		# 3 ثلاثة ثلاث
		# 4 أربعة أربع
		# 5 خمسة خمس
		# 6 ستة ست
		# 7 سبعة سبع
		# 8 ثمانية ثماني ثمان
		# 9 تسعة تسع
		# 10 عشرة عشر
		# 11 أحد_عشر إحدى_عشرة
		# 12 اثنا_عشر اثني_عشر اثنتا_عشرة اثنتي_عشرة
		# 13 ثلاثة_عشر ثلاث_عشرة
		# 14 أربعة_عشر أربع_عشرة
		# 15 خمسة_عشر خمس_عشرة
		# 16 ستة_عشر ست_عشرة
		# 17 سبعة_عشر سبع_عشرة
		# 18 ثمانية_عشر ثماني_عشرة
		# 19 تسعة_عشر تسع_عشرة
		# 20 عشرون عشرين
		# 30 ثلاثون ثلاثين
		# 40 أربعون أربعين
		# 50 خمسون خمسين
		# 60 ستون ستين
		# 70 سبعون سبعين
		# 80 ثمانون ثمانين
		# 90 تسعون تسعين
		# 100 مئة مائة
		# 200 مئتان مئتين مائتان مائتين
		# 1000 ألف آلاف
		# million مليون ملايين
		# usd دولار دولارا دولارًا دولارات
		# eur يورو
		# sar ريال ريالا ريالًا ريالات
		# aed درهم دراهم
		@ seller البائع بائع البائعين البائعون
		@ buyer المشتري مشتر المشترين
		# weekday1 الاثنين الإثنين
		# weekday2 الثلاثاء
		# weekday3 الأربعاء
		# weekday4 الخميس
		# weekday5 الجمعة
		# weekday6 السبت
		# weekday7 الأحد`,
	"he": `
		- not לא אין אינו אינה אינם אינן אינך אל איננו
		- never לעולם מעולם
		- except ללא בלי מבלי למעט אלא
		! must חייב חייבת חייבים חייבות מחויב מחויבת מחויבים חובה צריך צריכה צריכים נדרש נדרשת נדרשים עליך עלינו
		! may רשאי רשאית רשאים רשאיות יכול יכולה יכולים ניתן מותר זכאי זכאית זכאים עשוי עשויה עשויים
		! ban אסור אסורה אסורים
		! optional רשות וולונטרי
		@ we אנו אנחנו אותנו לנו שלנו מאיתנו
		@ you אתה את אתם אתן לך לכם שלך שלכם אותך אתכם
		@ third צד_שלישי צדדים_שלישיים לצדדים_שלישיים
		@ user משתמש משתמשים המשתמש המשתמשים
		@ customer לקוח לקוחות הלקוח הלקוחות
		@ company החברה חברה
		# least לפחות לכל_הפחות
		# most לכל_היותר עד
		# 2 שני שתי יומיים חודשיים שנתיים שבועיים
		# 3 שלושה שלוש
		# 4 ארבעה ארבע
		# 5 חמישה חמש
		# 6 שישה שש
		# 7 שבעה שבע
		# 8 שמונה
		# 9 תשעה תשע
		# 10 עשרה עשר
		# 11 אחד_עשר אחת_עשרה
		# 12 שנים_עשר שנים-עשר שתים_עשרה
		# 14 ארבעה_עשר ארבע_עשרה
		# 15 חמישה_עשר חמש_עשרה
		# 20 עשרים
		# 30 שלושים
		# 40 ארבעים
		# 50 חמישים
		# 60 שישים
		# 70 שבעים
		# 80 שמונים
		# 90 תשעים
		# 100 מאה
		# 1000 אלף
		# ils שקל שקלים
		# usd דולר דולרים
		# eur אירו יורו
		@ seller המוכר מוכר המוכרים
		@ buyer הקונה קונה הקונים רוכש הרוכש
		# weekday1 יום_שני
		# weekday2 יום_שלישי
		# weekday3 יום_רביעי
		# weekday4 יום_חמישי
		# weekday5 יום_שישי
		# weekday6 יום_שבת
		# weekday7 יום_ראשון`,
	"ja": `
		- not ない なく なかっ ません せず ならない いたしません
		- except 除
		- none 削除 解除 免除 控除 排除 除去
		! must なければならない なければなりません なければいけません 必要があります 必要がある 義務 ものとします ものとする べき 必須 必要
		! may できる できます ことができ してもよい 場合があります 場合がある 可能
		! ban 禁止 禁じ てはならない てはなりません
		! optional 任意
		@ we 当社 弊社 私たち 私ども 当法人
		@ you お客様 あなた お客さま 利用者 ユーザー ご利用者
		@ controller 管理者 事業者
		@ processor 委託先 処理者
		@ third 第三者
		@ partner 提携先 パートナー
		@ subject 本人 データ主体
		- without なしに なしで なし
		# none はなし 話なし
		# least 以上 少なくとも
		# most 以下 以内
		# working 営業日
		# jpy 円
		# usd ドル
		# eur ユーロ
		@ seller 売主 売り主 販売者
		@ buyer 買主 買い主 購入者
		# weekday1 月曜
		# weekday2 火曜
		# weekday3 水曜
		# weekday4 木曜
		# weekday5 金曜
		# weekday6 土曜
		# weekday7 日曜`,
	"ko": `
		- not 않 없 아니 못
		- except 제외
		! must 하여야 해야 되어야 의무 필수 반드시 필요
		! may 할_수_있 수_있 가능
		! ban 금지 안_됩니다 안_된다
		! optional 선택적 임의
		@ we 당사 회사 저희 우리
		@ you 귀하 고객 이용자 회원 사용자
		@ controller 개인정보처리자 관리자
		@ processor 수탁자 수탁업체
		@ third 제3자 제삼자
		@ subject 정보주체
		# least 이상 최소
		# most 이하 이내 최대
		# working 영업일
		# krw 원화
		# usd 달러
		# eur 유로
		# 1 한_달
		# 2 두_달
		# 3 세_달 석_달
		# 6 여섯_달
		@ seller 판매자
		@ buyer 구매자
		# weekday1 월요일
		# weekday2 화요일
		# weekday3 수요일
		# weekday4 목요일
		# weekday5 금요일
		# weekday6 토요일
		# weekday7 일요일`,
	"zh": `
		- none 不同 不断 不斷 不时 不時 不仅 不僅 不论 不論 未来 未來 未成年 非常 无论 無論 除此之外 没收 沒收 别 如非 不限于 不限於 包括但不限于 包括但不限於 删除 刪除 解除 清除 移除 排除 消除 免除 扣除
		- not 不 未 勿 并非 並非 非
		- no 没有 沒有 无 無
		- except 除非 除外 除了 除
		! must 应当 應當 应该 應該 必须 必須 须 須 务必 務必 有义务 有義務 应 應
		! none 应用 應用 相应 相應 响应 響應 供应 供應 反应 反應 适应 適應 对应 對應
		! will 将 將
		! none 将来 將來 即将 即將
		! may 可以 有权 有權 能够 能夠 得以 可能 可
		! none 可靠 许可 許可 认可 認可 不可抗力 可识别 可識別 可信
		! ban 不得 禁止 严禁 嚴禁 不可 不能 不应 不應
		! optional 自愿 自願 可选 可選
		@ we 我们 我們 本公司 我司
		@ you 您 你们 你們 你 用户 用戶
		@ controller 控制者 处理者 處理者
		@ processor 受托人 受託人 受托方 受託方
		@ third 第三方 第三人
		@ partner 合作伙伴 合作夥伴 合作方
		@ affiliate 关联公司 關聯公司 关联方
		@ employee 员工 員工
		@ subject 个人信息主体 個人資料主體
		# least 至少 不少于 不少於 最少
		# most 至多 不超过 不超過 最多
		# working 工作日 营业日 營業日
		# cny 元 人民币 人民幣
		# none 元数据 元素 元件 单元 單元 多元 元数 公元 纪元
		# usd 美元 美金
		# eur 欧元 歐元
		# hkd 港元 港币 港幣
		# jpy 日元
		@ seller 卖方 賣方 卖家 賣家
		@ buyer 买方 買方 买家 買家
		@ first 甲方
		@ second 乙方
		@ child 儿童 兒童
		# weekday1 星期一 周一 週一
		# weekday2 星期二 周二 週二
		# weekday3 星期三 周三 週三
		# weekday4 星期四 周四 週四
		# weekday5 星期五 周五 週五
		# weekday6 星期六 周六 週六
		# weekday7 星期日 星期天 周日 週日`,
}
